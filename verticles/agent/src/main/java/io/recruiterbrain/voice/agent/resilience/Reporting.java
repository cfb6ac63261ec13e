package io.recruiterbrain.voice.agent.resilience;

/** A port that can tell one interview of its faults, while its circuits are shared by all. */
public interface Reporting<T> {
    /** The same port, whose faults go to the listener too. */
    T reportingTo(FaultListener listener);

    /** The port with its faults reported, or as it is when it has no provider that could fail over. */
    @SuppressWarnings("unchecked")
    static <T> T of(T port, FaultListener listener) {
        return port instanceof Reporting<?> reporting ? ((Reporting<T>) reporting).reportingTo(listener) : port;
    }
}
