package io.recruiterbrain.voice.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class BusTest {
    private final Vertx vertx = Vertx.vertx();
    private final Bus bus = new Bus(vertx);

    @BeforeEach
    void register() {
        MessageCodec.register(vertx);
    }

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void aRecordThatTheServerCannotMakeIsItsOwnFaultAndNotTheCallers() {
        // Given
        bus.serve(FindInterview.ADDRESS, request -> {
                    new CandidateData(null, "", null, null);
                    return Future.failedFuture("not reached");
                })
                .await();

        // When
        Throwable fault = bus.ask(FindInterview.ADDRESS, new FindInterview(UUID.randomUUID()))
                .transform(asked -> Future.succeededFuture(asked.cause()))
                .await();

        // Then
        assertThat(fault).isInstanceOfSatisfying(ServiceException.class, known -> {
            assertThat(known.code()).isEqualTo(ErrorCode.INTERNAL);
            assertThat(known).hasMessage("internal error");
        });
    }

    @Test
    void aBodyThatIsNoRequestIsRefusedAtOnce() {
        // Given
        bus.serve(FindInterview.ADDRESS, request -> Future.failedFuture("not reached"))
                .await();

        // When
        Throwable fault = vertx.eventBus()
                .request(FindInterview.ADDRESS.name(), "no message")
                .transform(asked -> Future.succeededFuture(asked.cause()))
                .await();

        // Then
        assertThat(fault).hasMessage("the request cannot be decoded");
    }

    @Test
    void whoIsMetAnswersAndDoesNothing() {
        // Given
        AtomicInteger handled = new AtomicInteger();
        bus.serve(FindInterview.ADDRESS, request -> {
                    handled.incrementAndGet();
                    return Future.failedFuture("not reached");
                })
                .await();

        // When
        bus.meet(FindInterview.ADDRESS).await();

        // Then
        assertThat(handled).hasValue(0);
    }

    @Test
    void whoIsNotThereIsNotMet() {
        // When
        Throwable fault = bus.meet(FindInterview.ADDRESS)
                .transform(asked -> Future.succeededFuture(asked.cause()))
                .await();

        // Then
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        known -> assertThat(known.code()).isEqualTo(ErrorCode.UNAVAILABLE));
    }
}
