package io.recruiterbrain.voice.launcher.node.cluster;

import com.hazelcast.cluster.Member;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.recruiterbrain.voice.contract.ContractRevision;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.launcher.config.ClusterConfig;
import io.recruiterbrain.voice.launcher.config.NodeConfig;
import io.vertx.core.Vertx;
import io.vertx.core.VertxBuilder;
import io.vertx.spi.cluster.hazelcast.HazelcastClusterManager;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** This process as a member of a cluster, until its {@link #vertx} is closed. Any thread. */
public final class Membership {
    private static final Logger LOG = LoggerFactory.getLogger(Membership.class);
    /** Longer than the file's {@code hazelcast.max.join.seconds}. */
    private static final long JOIN_SECONDS = 120;
    /** Members that start together need a moment to find each other. */
    private static final int ALONE_SECONDS = 5;

    private final Vertx vertx;
    private final HazelcastInstance hazelcast;
    private final Counter refused;

    private Membership(Vertx vertx, HazelcastInstance hazelcast, MeterRegistry metrics) {
        this.vertx = vertx;
        this.hazelcast = hazelcast;
        this.refused = Counter.builder("rbv.cluster.members.refused")
                .description("Members that came with messages of a version too far from this one's")
                .register(metrics);
        Gauge.builder("rbv.cluster.members", this, Membership::size)
                .description("Members of the cluster that this node sees, itself included")
                .register(metrics);
    }

    /** Joins, or begins a cluster when nobody else is there; blocks until one or the other is so. */
    public static Membership join(VertxBuilder builder, NodeConfig node, ClusterConfig cluster, MeterRegistry metrics) {
        HazelcastClusterManager manager =
                new HazelcastClusterManager(HazelcastSettings.of(cluster, MemberCard.of(node)));
        Vertx vertx = clustered(builder.withClusterManager(manager), cluster);
        Membership membership = new Membership(vertx, manager.getHazelcastInstance(), metrics);
        try {
            membership.requireUnderstanding();
        } catch (RuntimeException e) {
            vertx.close().await();
            throw e;
        }
        membership.watch(metrics);
        membership.tell(cluster);
        return membership;
    }

    public Vertx vertx() {
        return vertx;
    }

    /** Members that this one sees, itself included. */
    public int size() {
        return hazelcast.getLifecycleService().isRunning()
                ? hazelcast.getCluster().getMembers().size()
                : 0;
    }

    /** Whether another member could end now and every address of the bus would still be known; asks others, blocking. */
    public boolean safe() {
        return hazelcast.getLifecycleService().isRunning()
                && hazelcast.getPartitionService().isClusterSafe();
    }

    private static Vertx clustered(VertxBuilder builder, ClusterConfig cluster) {
        try {
            return builder.buildClustered().await(JOIN_SECONDS, TimeUnit.SECONDS);
        } catch (TimeoutException | RuntimeException e) {
            throw new ServiceException(
                    ErrorCode.UNAVAILABLE,
                    "This node cannot be a member of the cluster " + cluster.name() + " at " + cluster.membership()
                            + " with its event bus at " + cluster.eventBus() + " (" + reason(e)
                            + "): see that RBV_CLUSTER_HOST is an address of this machine, and RBV_CLUSTER_PORT and"
                            + " RBV_EVENT_BUS_PORT are free.",
                    e);
        }
    }

    private static String reason(Throwable fault) {
        Throwable root = fault;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        String text = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        return text.lines().findFirst().orElse("").replaceAll("[.\\s]+$", "");
    }

    /** A newcomer that others would not understand goes by itself. */
    private void requireUnderstanding() {
        Member here = hazelcast.getCluster().getLocalMember();
        Optional<MemberCard> foreign = hazelcast.getCluster().getMembers().stream()
                .filter(member -> !member.equals(here))
                .map(MemberCard::of)
                .filter(card -> !card.understandsUs())
                .findFirst();
        if (foreign.isPresent()) {
            throw new ServiceException(
                    ErrorCode.INVALID_STATE,
                    "This node knows messages of revision " + ContractRevision.CURRENT + ", but its member "
                            + foreign.get().nodeId() + " those of revision "
                            + foreign.get().revision()
                            + ": only adjacent ones work together; update the cluster version by version.");
        }
    }

    private void watch(MeterRegistry metrics) {
        Counter merges = Counter.builder("rbv.cluster.merges")
                .description("Times this node came back from a part of the cluster that was cut off")
                .register(metrics);
        hazelcast.getCluster().addMembershipListener(new MembershipListener() {
            @Override
            public void memberAdded(MembershipEvent event) {
                joined(MemberCard.of(event.getMember()));
            }

            @Override
            public void memberRemoved(MembershipEvent event) {
                LOG.atInfo()
                        .addKeyValue(
                                "memberNodeId", MemberCard.of(event.getMember()).nodeId())
                        .addKeyValue("members", event.getMembers().size())
                        .log("member left");
            }
        });
        hazelcast.getLifecycleService().addLifecycleListener(event -> {
            if (event.getState() == LifecycleState.MERGED) {
                merges.increment();
                LOG.atWarn().addKeyValue("members", size()).log("cluster was split and is one again");
            }
        });
    }

    private void joined(MemberCard card) {
        if (card.understandsUs()) {
            LOG.atInfo()
                    .addKeyValue("memberNodeId", card.nodeId())
                    .addKeyValue("roles", card.roles())
                    .addKeyValue("members", size())
                    .log("member joined");
            return;
        }
        refused.increment();
        LOG.atError()
                .addKeyValue("memberNodeId", card.nodeId())
                .addKeyValue("revision", card.revision())
                .addKeyValue("ownRevision", ContractRevision.CURRENT)
                .log("member has messages of another version and is expected to leave");
    }

    private void tell(ClusterConfig cluster) {
        LOG.atInfo()
                .addKeyValue("cluster", cluster.name())
                .addKeyValue("address", cluster.membership())
                .addKeyValue("members", size())
                .log("cluster joined");
        Neighbours neighbours = new Neighbours(cluster);
        for (int i = 0; i < ALONE_SECONDS && size() == 1 && neighbours.expected(); i++) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
        if (size() == 1) {
            neighbours
                    .whyAlone()
                    .ifPresent(problem ->
                            LOG.atWarn().addKeyValue("problem", problem).log("no other member yet"));
        }
    }
}
