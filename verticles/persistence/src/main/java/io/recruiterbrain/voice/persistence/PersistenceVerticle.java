package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.access.FindApiKey;
import io.recruiterbrain.voice.contract.access.SaveApiKey;
import io.recruiterbrain.voice.contract.evaluation.FindEvaluation;
import io.recruiterbrain.voice.contract.evaluation.SaveEvaluation;
import io.recruiterbrain.voice.contract.event.FindEvents;
import io.recruiterbrain.voice.contract.event.RecordIncident;
import io.recruiterbrain.voice.contract.interview.ChangeState;
import io.recruiterbrain.voice.contract.interview.CreateInterview;
import io.recruiterbrain.voice.contract.interview.EraseCandidate;
import io.recruiterbrain.voice.contract.interview.EraseInterview;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.interview.SaveConsent;
import io.recruiterbrain.voice.contract.interview.SaveDecision;
import io.recruiterbrain.voice.contract.interview.SavePlan;
import io.recruiterbrain.voice.contract.join.ClaimSession;
import io.recruiterbrain.voice.contract.join.EnterQueue;
import io.recruiterbrain.voice.contract.join.FindQueuePlace;
import io.recruiterbrain.voice.contract.join.LeaveQueue;
import io.recruiterbrain.voice.contract.lease.AcquireLease;
import io.recruiterbrain.voice.contract.lease.FindLeases;
import io.recruiterbrain.voice.contract.lease.KeepLeases;
import io.recruiterbrain.voice.contract.lease.ReleaseLease;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.status.FindStatus;
import io.recruiterbrain.voice.contract.turn.FindTranscript;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.List;

/**
 * Answers every {@code persistence.*} address.
 *
 * <p>Event loop, no state between messages: any number of instances may be deployed over the same stores.
 */
public final class PersistenceVerticle extends VerticleBase {
    private final Stores stores;

    public PersistenceVerticle(Stores stores) {
        this.stores = stores;
    }

    @Override
    public Future<?> start() {
        Bus bus = new Bus(vertx);
        return Future.all(List.of(
                bus.serve(CreateInterview.ADDRESS, stores.creation()::create),
                bus.serve(FindInterview.ADDRESS, stores.interviews()::find),
                bus.serve(ListInterviews.ADDRESS, stores.list()::list),
                bus.serve(SaveConsent.ADDRESS, stores.interviews()::saveConsent),
                bus.serve(SavePlan.ADDRESS, stores.interviews()::savePlan),
                bus.serve(ChangeState.ADDRESS, stores.interviews()::changeState),
                bus.serve(SaveDecision.ADDRESS, stores.interviews()::saveDecision),
                bus.serve(EraseInterview.ADDRESS, stores.eraser()::erase),
                bus.serve(EraseCandidate.ADDRESS, stores.eraser()::eraseCandidate),
                bus.serve(SaveTurn.ADDRESS, stores.screening()::save),
                bus.serve(FindTranscript.ADDRESS, stores.turns()::find),
                bus.serve(SaveEvaluation.ADDRESS, stores.evaluations()::save),
                bus.serve(FindEvaluation.ADDRESS, stores.evaluations()::find),
                bus.serve(FindEvents.ADDRESS, stores.events()::find),
                bus.serve(RecordIncident.ADDRESS, stores.events()::record),
                bus.serve(AcquireLease.ADDRESS, stores.leases()::acquire),
                bus.serve(KeepLeases.ADDRESS, stores.leases()::keep),
                bus.serve(FindLeases.ADDRESS, stores.leases()::find),
                bus.serve(ReleaseLease.ADDRESS, stores.leases()::release),
                bus.serve(SaveApiKey.ADDRESS, stores.apiKeys()::save),
                bus.serve(FindApiKey.ADDRESS, stores.apiKeys()::find),
                bus.serve(EnterQueue.ADDRESS, stores.joins()::enter),
                bus.serve(LeaveQueue.ADDRESS, stores.joins()::leave),
                bus.serve(FindQueuePlace.ADDRESS, stores.joins()::find),
                bus.serve(ClaimSession.ADDRESS, stores.joins()::claim),
                bus.serve(SearchTurns.ADDRESS, stores.search()::search),
                bus.serve(FindStatus.PERSISTENCE, stores.status()::find)));
    }
}
