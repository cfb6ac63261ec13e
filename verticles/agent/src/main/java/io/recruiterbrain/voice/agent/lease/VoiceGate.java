package io.recruiterbrain.voice.agent.lease;

import java.util.function.BooleanSupplier;

/** Whether one interview's agent may be heard now: while the process is entitled and the lease is not lost. Any thread. */
public final class VoiceGate implements BooleanSupplier {
    private final BooleanSupplier entitled;
    private volatile boolean closed;

    public VoiceGate(BooleanSupplier entitled) {
        this.entitled = entitled;
    }

    @Override
    public boolean getAsBoolean() {
        return !closed && entitled.getAsBoolean();
    }

    public boolean isClosed() {
        return closed;
    }

    /** For good. */
    public void close() {
        closed = true;
    }
}
