package io.recruiterbrain.voice.agent.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.lease.HeldLeases;
import io.recruiterbrain.voice.contract.lease.HeldLeases.HeldLease;
import io.recruiterbrain.voice.contract.lease.Lease;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class LeaseWatchTest {
    private static final UUID ID = UUID.randomUUID();

    private final ManualNanos nanos = new ManualNanos();
    private final LeaseWatch watch = new LeaseWatch("me", nanos);

    @Test
    void aBeatThatStandsStillForLongEnoughHasExpired() {
        // Given
        see(7);
        see(4, 7);

        // When
        List<LeaseWatch.Expired> expired = see(1, 7);

        // Then
        assertThat(expired).singleElement().satisfies(one -> {
            assertThat(one.held().beat()).isEqualTo(7);
            assertThat(one.overdue()).isZero();
        });
    }

    @Test
    void aBeatThatGrowsNeverExpires() {
        // When / Then
        for (int beat = 1; beat < 20; beat++) {
            assertThat(see(1, beat)).isEmpty();
        }
    }

    @Test
    void anOwnerThatLeftTheBusIsWaitedForUntilItMustBeSilent() {
        // Given
        see(7);
        see(3, 7);
        assertThat(watch.suspects()).containsExactly("other");

        // When
        watch.gone("other");
        nanos.pass(180);
        List<LeaseWatch.Expired> early = saw(7);
        nanos.pass(20);
        List<LeaseWatch.Expired> then = saw(7);

        // Then
        assertThat(early).isEmpty();
        assertThat(then).hasSize(1);
        assertThat(LeaseWatch.EXPIRY_WHEN_GONE).isGreaterThan(Entitlement.LENGTH);
    }

    @Test
    void aSignOfLifeTakesTheBusesWordBack() {
        // Given
        see(7);
        see(3, 7);
        watch.gone("other");

        // When
        see(1, 8);

        // Then
        assertThat(see(4, 8)).isEmpty();
    }

    @Test
    void afterAGapOrAFailureEverythingIsWatchedAnew() {
        // Given: nobody knows what happened while no answer came
        see(7);
        see(4, 7);

        // When
        nanos.pass(1_600);
        List<LeaseWatch.Expired> afterTheGap = saw(7);
        see(4, 7);
        watch.anew();
        nanos.pass(100);
        List<LeaseWatch.Expired> afterTheFailure = saw(7);

        // Then
        assertThat(afterTheGap).isEmpty();
        assertThat(afterTheFailure).isEmpty();
        assertThat(see(5, 7)).hasSize(1);
    }

    @Test
    void anAnswerThatCameLateProvesNothingOfTheTimeItTook() {
        // Given
        see(7);
        see(4, 7);
        long askedAt = nanos.getAsLong();

        // When: asked for now, come when the time is over
        nanos.pass(1_000);
        List<LeaseWatch.Expired> expired = watch.saw(askedAt, held(7, "other"));

        // Then
        assertThat(expired).isEmpty();
    }

    @Test
    void ownLeasesAreNotWatched() {
        // Given
        watch.saw(nanos.getAsLong(), held(7, "me"));

        // When
        nanos.pass(1_400);
        watch.saw(nanos.getAsLong(), held(7, "me"));
        nanos.pass(1_400);

        // Then
        assertThat(watch.saw(nanos.getAsLong(), held(7, "me"))).isEmpty();
        assertThat(watch.suspects()).isEmpty();
    }

    private void see(long beat) {
        see(1, beat);
    }

    /** So many answers half a second apart, all with the same beat. */
    private List<LeaseWatch.Expired> see(int times, long beat) {
        List<LeaseWatch.Expired> last = List.of();
        for (int i = 0; i < times; i++) {
            nanos.pass(500);
            last = saw(beat);
            if (i < times - 1) {
                assertThat(last).isEmpty();
            }
        }
        return last;
    }

    private List<LeaseWatch.Expired> saw(long beat) {
        return watch.saw(nanos.getAsLong(), held(beat, "other"));
    }

    private static HeldLeases held(long beat, String owner) {
        return new HeldLeases(List.of(new HeldLease(ID, new Lease(owner, 1), beat)));
    }
}
