package io.recruiterbrain.voice.agent.room.webrtc;

import dev.onvoid.webrtc.RTCDataChannel;
import dev.onvoid.webrtc.RTCDataChannelBuffer;
import dev.onvoid.webrtc.RTCDataChannelInit;
import dev.onvoid.webrtc.RTCDataChannelObserver;
import dev.onvoid.webrtc.RTCDataChannelState;
import dev.onvoid.webrtc.RTCPeerConnection;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The data channels of a connection with a media server: two that are opened here, and those that the server opened.
 * On the control thread, but for what the native side calls.
 */
final class DataChannels {
    private static final Logger LOG = LoggerFactory.getLogger(DataChannels.class);
    private static final String RELIABLE = "_reliable";
    private static final String LOSSY = "_lossy";
    /** What may wait in the native buffer; more means that the far end does not take it. */
    private static final long MOST_BUFFERED = 1 << 20;

    private final RTCPeerConnection connection;
    private final Consumer<byte[]> consumer;
    private final Runnable whenWritable;
    /** Kept, or the collector would take their observers; the native side adds to it. */
    private final List<RTCDataChannel> observed = new CopyOnWriteArrayList<>();

    private @Nullable RTCDataChannel reliable;

    /**
     * @param consumer takes each message on a native thread; it must return at once
     * @param whenWritable called on a native thread when the reliable channel opened
     */
    DataChannels(RTCPeerConnection connection, Consumer<byte[]> consumer, Runnable whenWritable) {
        this.connection = connection;
        this.consumer = consumer;
        this.whenWritable = whenWritable;
    }

    void open() {
        reliable = connection.createDataChannel(RELIABLE, new RTCDataChannelInit());
        observe(reliable);
        RTCDataChannelInit lossy = new RTCDataChannelInit();
        lossy.ordered = false;
        lossy.maxRetransmits = 0;
        observe(connection.createDataChannel(LOSSY, lossy));
    }

    /** Called on the native signalling thread. */
    void receive(RTCDataChannel channel) {
        if (RELIABLE.equals(channel.getLabel()) || LOSSY.equals(channel.getLabel())) {
            observe(channel);
        }
    }

    void send(byte[] payload) {
        RTCDataChannel channel = reliable;
        if (channel == null
                || channel.getState() != RTCDataChannelState.OPEN
                || channel.getBufferedAmount() > MOST_BUFFERED) {
            return;
        }
        try {
            channel.send(new RTCDataChannelBuffer(ByteBuffer.wrap(payload), true));
        } catch (Exception e) {
            LOG.atDebug().log("the data channel closed under a message");
        }
    }

    void close() {
        observed.forEach(RTCDataChannel::unregisterObserver);
        observed.clear();
        reliable = null;
    }

    private void observe(RTCDataChannel channel) {
        channel.registerObserver(new RTCDataChannelObserver() {
            @Override
            public void onBufferedAmountChange(long previousAmount) {}

            @Override
            public void onStateChange() {
                if (channel.getState() == RTCDataChannelState.OPEN && RELIABLE.equals(channel.getLabel())) {
                    whenWritable.run();
                }
            }

            @Override
            public void onMessage(RTCDataChannelBuffer buffer) {
                byte[] payload = new byte[buffer.data.remaining()];
                buffer.data.get(payload);
                consumer.accept(payload);
            }
        });
        observed.add(channel);
    }
}
