/** The E5 family on ONNX Runtime, with the model that comes on the class path or one from a folder. */
@NullMarked
package io.recruiterbrain.voice.embedding.e5;

import org.jspecify.annotations.NullMarked;
