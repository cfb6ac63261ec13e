package io.recruiterbrain.voice.http.api;

import io.recruiterbrain.voice.contract.Bus;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import io.recruiterbrain.voice.contract.agent.SessionCommand;
import io.recruiterbrain.voice.contract.agent.SessionReply;
import io.recruiterbrain.voice.contract.interview.FindInterview;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.http.problem.ProblemCode;
import io.recruiterbrain.voice.http.problem.ProblemException;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.UUID;

/** Commands to the agent of an interview; when there is none, the failure says why. */
public final class Sessions {
    private final Bus bus;

    public Sessions(Bus bus) {
        this.bus = bus;
    }

    /** Fails with a problem when the interview is over, the agent is away, or another browser took over. */
    public Future<SessionReply> ask(SessionCommand command) {
        return bus.ask(SessionCommand.address(command.interviewId(), 0), command)
                .recover(fault -> {
                    if (!(fault instanceof ServiceException known)) {
                        return Future.failedFuture(fault);
                    }
                    return switch (known.code()) {
                        case UNAVAILABLE -> whyNobody(command.interviewId());
                        case SESSION_TAKEN_OVER -> Future.failedFuture(takenOver());
                        default -> Future.failedFuture(fault);
                    };
                });
    }

    private static ProblemException takenOver() {
        return new ProblemException(
                ProblemCode.SESSION_TAKEN_OVER,
                "The interview goes on in another window; go on there, or reload this page to take it back.");
    }

    /** The problem of a command that comes after the end. */
    static ProblemException over(Interview interview) {
        return new ProblemException(
                ProblemCode.INVALID_STATE,
                switch (interview.state()) {
                    case CANCELLED -> "This interview was cancelled by the company; ask them if you did not expect it.";
                    case EXPIRED -> "This link has expired; ask the company that invited you for a new one.";
                    case ABANDONED ->
                        "This interview was closed because you were away for too long; what you said is kept.";
                    case FAILED ->
                        "This interview had to be closed for a technical reason; ask the company for a new link.";
                    case SCHEDULED, WAITING, IN_PROGRESS, RECOVERING, COMPLETED, EVALUATED ->
                        "This interview is over; thank you. There is nothing left to do.";
                });
    }

    private <T> Future<T> whyNobody(UUID interviewId) {
        return bus.ask(FindInterview.ADDRESS, new FindInterview(interviewId))
                .compose(interview -> Future.failedFuture(
                        interview.state().ended()
                                ? over(interview)
                                : new ProblemException(
                                        ProblemCode.UNAVAILABLE,
                                        "The interviewer is not in the room at the moment; join again.",
                                        Duration.ofSeconds(1))));
    }

    /** Whether a failure says that the interview is over. */
    public static boolean isOver(Throwable fault) {
        return switch (fault) {
            case ProblemException problem -> problem.code() == ProblemCode.INVALID_STATE;
            case ServiceException known -> known.code() == ErrorCode.INVALID_STATE;
            default -> false;
        };
    }
}
