package io.recruiterbrain.voice.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.vertx.core.Future;

final class Failures {
    private Failures() {}

    /** The text of the failure. */
    static String assertFailsWith(ErrorCode code, Future<?> outcome) {
        Throwable fault = outcome.<Throwable>map(done -> new AssertionError("succeeded with " + done))
                .otherwise(cause -> cause)
                .await();
        assertThat(fault)
                .isInstanceOfSatisfying(
                        ServiceException.class,
                        known -> assertThat(known.code()).as(known.getMessage()).isEqualTo(code));
        return fault.getMessage();
    }
}
