package io.recruiterbrain.voice.agent.room.webrtc;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.atomic.AtomicInteger;

/** What can be counted of the media engine, under its metric names. */
final class MediaMetrics {
    final Counter framesReceived;
    final Counter framesSent;
    final Counter framesDropped;
    final Counter iceFailures;
    final Counter pacerLate;
    final Counter pacerStalls;
    final Timer negotiation;
    final AtomicInteger sending = new AtomicInteger();
    final AtomicInteger receiving = new AtomicInteger();

    MediaMetrics(MeterRegistry meters) {
        framesReceived = Counter.builder("rbv.media.frames.received")
                .description("Frames of 10 ms that were handed to an interview")
                .register(meters);
        framesSent = Counter.builder("rbv.media.frames.sent")
                .description("Frames of 10 ms that were given to the encoder")
                .register(meters);
        framesDropped = Counter.builder("rbv.media.frames.dropped")
                .description("Received frames that nobody took in time")
                .register(meters);
        iceFailures = Counter.builder("rbv.media.ice.failures")
                .description("Connections that failed for good")
                .register(meters);
        pacerLate = Counter.builder("rbv.media.pacer.late")
                .description("Rounds of sending, each 10 ms, that came more than 10 ms late and were caught up")
                .register(meters);
        pacerStalls = Counter.builder("rbv.media.pacer.stalls")
                .description("Times at which sending was held up for longer than could be caught up")
                .register(meters);
        negotiation = Timer.builder("rbv.media.negotiation")
                .description("From an offer to its answer, gathering of addresses included")
                .register(meters);
        gauge(meters, "send", sending);
        gauge(meters, "receive", receiving);
    }

    private static void gauge(MeterRegistry meters, String flow, AtomicInteger count) {
        Gauge.builder("rbv.media.connections", count, AtomicInteger::get)
                .tag("flow", flow)
                .description("Open peer connections")
                .register(meters);
    }
}
