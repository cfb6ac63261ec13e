package io.recruiterbrain.voice.persistence;

import io.recruiterbrain.voice.persistence.extension.TurnScreening;
import io.recruiterbrain.voice.persistence.postgres.ApiKeyStore;
import io.recruiterbrain.voice.persistence.postgres.EvaluationStore;
import io.recruiterbrain.voice.persistence.postgres.EventStore;
import io.recruiterbrain.voice.persistence.postgres.InterviewCreation;
import io.recruiterbrain.voice.persistence.postgres.InterviewEraser;
import io.recruiterbrain.voice.persistence.postgres.InterviewList;
import io.recruiterbrain.voice.persistence.postgres.InterviewStore;
import io.recruiterbrain.voice.persistence.postgres.JoinQueue;
import io.recruiterbrain.voice.persistence.postgres.LeaseStore;
import io.recruiterbrain.voice.persistence.postgres.TurnStore;
import io.recruiterbrain.voice.persistence.search.TurnSearch;

/** What the verticle answers with; made by {@link Persistence}. */
public record Stores(
        InterviewCreation creation,
        InterviewStore interviews,
        InterviewList list,
        InterviewEraser eraser,
        TurnStore turns,
        TurnScreening screening,
        EvaluationStore evaluations,
        EventStore events,
        LeaseStore leases,
        ApiKeyStore apiKeys,
        JoinQueue joins,
        TurnSearch search,
        StatusReport status) {}
