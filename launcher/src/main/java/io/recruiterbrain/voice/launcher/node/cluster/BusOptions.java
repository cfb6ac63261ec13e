package io.recruiterbrain.voice.launcher.node.cluster;

import io.recruiterbrain.voice.launcher.config.ClusterConfig;
import io.recruiterbrain.voice.launcher.config.ClusterConfig.Tls;
import io.vertx.core.eventbus.EventBusOptions;
import io.vertx.core.http.ClientAuth;
import io.vertx.core.net.PemKeyCertOptions;
import io.vertx.core.net.PemTrustOptions;

/** The event bus of a member: its address, how soon a dead connection is noticed, and who is let in. */
public final class BusOptions {
    private static final int CONNECT_MILLIS = 3000;
    /** A connection that is cut without a word shows by these; a frozen member is put out after five seconds anyway. */
    private static final long PING_MILLIS = 2000;

    private static final long PING_REPLY_MILLIS = 3000;

    private BusOptions() {}

    public static EventBusOptions of(ClusterConfig cluster) {
        ClusterConfig.Endpoint here = cluster.eventBus();
        EventBusOptions options = new EventBusOptions()
                .setHost(here.host())
                .setPort(here.port())
                .setClusterPublicHost(here.publicHost())
                .setClusterPublicPort(here.publicPort())
                .setConnectTimeout(CONNECT_MILLIS)
                .setClusterPingInterval(PING_MILLIS)
                .setClusterPingReplyInterval(PING_REPLY_MILLIS);
        cluster.tls().ifPresent(tls -> encrypt(options, tls));
        return options;
    }

    /** Both sides show a certificate of the authority, so that nobody else can send or receive. */
    private static void encrypt(EventBusOptions options, Tls tls) {
        options.setSsl(true)
                .setKeyCertOptions(new PemKeyCertOptions()
                        .setKeyPath(tls.key().toString())
                        .setCertPath(tls.certificate().toString()))
                .setTrustOptions(
                        new PemTrustOptions().addCertPath(tls.authority().toString()))
                .setClientAuth(ClientAuth.REQUIRED);
    }
}
