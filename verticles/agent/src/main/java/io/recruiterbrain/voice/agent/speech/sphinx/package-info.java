/**
 * Hearing by CMU Sphinx, inside the JVM. Sphinx and its English model are under BSD-like licences, by Carnegie Mellon
 * University and Alpha Cephei.
 *
 * <p>Sphinx expects a model for each decoder, of 150 MB. Here decoders share what is only read ({@code Shared*}), and
 * what belongs to a frame travels with the frame ({@code ScoredFrame}): another decoder costs 25 MB.
 */
@NullMarked
package io.recruiterbrain.voice.agent.speech.sphinx;

import org.jspecify.annotations.NullMarked;
