package io.recruiterbrain.voice.testkit.vendor.openai;

/** Thinks of an answer. Called on the server's event loop, so it must be quick. */
@FunctionalInterface
public interface Brain {
    /** The whole content of the assistant's message; JSON when a schema is asked for. */
    String answer(ChatRequest request);
}
