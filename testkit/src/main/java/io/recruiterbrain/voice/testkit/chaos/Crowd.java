package io.recruiterbrain.voice.testkit.chaos;

import io.recruiterbrain.voice.testkit.chaos.candidate.TypedCandidate;
import io.recruiterbrain.voice.testkit.chaos.history.History;
import io.recruiterbrain.voice.testkit.chaos.history.Outcome;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/** A number of candidates at any time: when an interview ends, the next one begins. Each has a virtual thread. */
final class Crowd {
    private static final Set<String> FINAL = Set.of("evaluated", "cancelled", "expired", "abandoned", "failed");
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration THINKING = Duration.ofSeconds(3);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final Recruiter recruiter;
    private final History history;
    private final int questions;
    private final int minutes;
    private final AtomicInteger candidates = new AtomicInteger();
    private final List<UUID> interviews = new CopyOnWriteArrayList<>();
    private final Set<TypedCandidate> talking = ConcurrentHashMap.newKeySet();
    private final List<Thread> places = new ArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private volatile boolean closing;

    /**
     * @param questions of each interview
     * @param minutes of each at most
     */
    Crowd(URI base, History history, int questions, int minutes) {
        this.base = base;
        this.recruiter = new Recruiter(http, base);
        this.history = history;
        this.questions = questions;
        this.minutes = minutes;
    }

    void gather(int size) {
        for (int i = 0; i < size; i++) {
            places.add(Thread.ofVirtual().name("place-" + i).start(this::holdOneAfterAnother));
        }
    }

    /** One interview for a candidate of another kind, or one after another. */
    void invite(Guest guest) {
        places.add(Thread.ofPlatform().daemon().name("guest").start(() -> {
            try {
                do {
                    receive(guest);
                } while (guest.comesAgain() && !closing);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }));
    }

    private void receive(Guest guest) throws InterruptedException {
        String name = "g%04d".formatted(candidates.incrementAndGet());
        try {
            Recruiter.Ordered ordered = recruiter.order(name, questions, minutes);
            interviews.add(ordered.interviewId());
            guest.hold(base, ordered.link(), ordered.interviewId(), history);
        } catch (RuntimeException e) {
            complaints.add(name + ": " + e);
        }
    }

    /** Interviews that are under way. */
    int talking() {
        return talking.size();
    }

    /** Interviews that were ordered. */
    int ordered() {
        return interviews.size();
    }

    /** What a candidate could not do at all. */
    List<String> complaints() {
        return complaints;
    }

    /** Begins no further interview, waits for those under way, and answers what is stored of all. */
    List<Outcome> disperse(Duration patience) throws InterruptedException {
        closing = true;
        long end = System.nanoTime() + patience.toNanos();
        for (Thread place : places) {
            place.join(Duration.ofNanos(Math.max(1, end - System.nanoTime())));
        }
        talking.forEach(TypedCandidate::leave);
        List<Outcome> outcomes = new ArrayList<>();
        for (UUID interview : interviews) {
            while (!FINAL.contains(recruiter.state(interview)) && System.nanoTime() < end) {
                LockSupport.parkNanos(PAUSE.toNanos());
            }
            outcomes.add(recruiter.outcome(interview));
        }
        return outcomes;
    }

    private void holdOneAfterAnother() {
        while (!closing) {
            String name = "c%04d".formatted(candidates.incrementAndGet());
            try {
                Recruiter.Ordered ordered = recruiter.order(name, questions, minutes);
                interviews.add(ordered.interviewId());
                TypedCandidate candidate =
                        new TypedCandidate(http, base, ordered.link(), ordered.interviewId(), name, history, THINKING);
                talking.add(candidate);
                candidate.hold();
                talking.remove(candidate);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                complaints.add(name + ": " + e);
            }
        }
    }
}
