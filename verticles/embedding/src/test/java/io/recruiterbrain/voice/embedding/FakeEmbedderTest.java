package io.recruiterbrain.voice.embedding;

class FakeEmbedderTest extends EmbedderContractTest {
    private final FakeEmbedder embedder = new FakeEmbedder();

    @Override
    protected Embedder embedder() {
        return embedder;
    }
}
