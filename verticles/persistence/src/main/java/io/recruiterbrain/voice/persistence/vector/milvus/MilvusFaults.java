package io.recruiterbrain.voice.persistence.vector.milvus;

import io.milvus.shaded.io.grpc.Status;
import io.milvus.shaded.io.grpc.StatusRuntimeException;
import io.milvus.v2.exception.MilvusClientException;
import io.recruiterbrain.voice.contract.ErrorCode;
import io.recruiterbrain.voice.contract.ServiceException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a fault of Milvus' client means to a caller. The server's own words may repeat a filter, so they go nowhere; its
 * number does.
 */
final class MilvusFaults {
    /** Of the server: the same in 2.3 and later, and in Milvus Lite. */
    private static final int NOT_LOADED = 101;

    private static final int NO_CODE = -1;
    private static final int RATE_LIMITED = 8;
    private static final int PARAMETER_INVALID = 1100;
    private static final int PARAMETER_MISSING = 1101;

    /** What a server says over a connection that works, by gRPC's status. */
    private static final Set<Status.Code> REFUSALS = EnumSet.of(
            Status.Code.INVALID_ARGUMENT,
            Status.Code.UNAUTHENTICATED,
            Status.Code.PERMISSION_DENIED,
            Status.Code.RESOURCE_EXHAUSTED,
            Status.Code.UNIMPLEMENTED);

    /** The same by Milvus' own numbers. */
    private static final Set<io.milvus.v2.exception.ErrorCode> ANSWERS = EnumSet.of(
            io.milvus.v2.exception.ErrorCode.SERVER_ERROR,
            io.milvus.v2.exception.ErrorCode.INVALID_PARAMS,
            io.milvus.v2.exception.ErrorCode.COLLECTION_NOT_FOUND);

    private MilvusFaults() {}

    /** The server may have the collection and not in memory: Milvus Lite says so by a number that the client does not know. */
    static boolean mayBeNotLoaded(Throwable fault) {
        return anyCause(fault, NOT_LOADED, "not loaded", "call load()", "unknown enum value");
    }

    static boolean refusedToken(Throwable fault) {
        return anyCause(fault, NO_CODE, "unauthenticated", "auth check failure", "permission");
    }

    /** No answer came over this connection; a refusal is an answer. */
    static boolean lostConnection(Throwable fault) {
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof StatusRuntimeException rpc) {
                return !REFUSALS.contains(rpc.getStatus().getCode());
            }
        }
        return !(fault instanceof MilvusClientException milvus && ANSWERS.contains(milvus.getErrorCode()));
    }

    static ServiceException toServiceException(Throwable fault) {
        return switch (fault) {
            case ServiceException known -> known;
            // A connection that is opened anew fails with what gRPC throws.
            case RuntimeException any
            when refusedToken(any) ->
                new ServiceException(ErrorCode.PROVIDER_REJECTED, "Milvus refused us: check MILVUS_TOKEN");
            case MilvusClientException milvus
            when milvus.getServerErrCode() == RATE_LIMITED ->
                new ServiceException(ErrorCode.BUSY, "Milvus has too much to do now");
            case MilvusClientException milvus
            when refused(milvus) ->
                new ServiceException(
                        ErrorCode.PROVIDER_REJECTED,
                        "Milvus refused the request (error " + milvus.getServerErrCode() + ")");
            case MilvusClientException milvus ->
                new ServiceException(
                        ErrorCode.UNAVAILABLE, "Milvus cannot be reached now (" + milvus.getErrorCode() + ")");
            case IllegalArgumentException bug -> new ServiceException(ErrorCode.INTERNAL, "internal error", bug);
            default -> new ServiceException(ErrorCode.UNAVAILABLE, "Milvus cannot be reached now");
        };
    }

    private static boolean refused(MilvusClientException fault) {
        return fault.getErrorCode() == io.milvus.v2.exception.ErrorCode.INVALID_PARAMS
                || fault.getServerErrCode() == PARAMETER_INVALID
                || fault.getServerErrCode() == PARAMETER_MISSING;
    }

    /** The client wraps what it gives up on. */
    private static boolean anyCause(Throwable fault, int code, String... words) {
        for (@Nullable Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof MilvusClientException known
                    && (known.getServerErrCode() == code || known.getLegacyServerCode() == code)) {
                return true;
            }
            String text = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
            if (Arrays.stream(words).anyMatch(text::contains)) {
                return true;
            }
        }
        return false;
    }
}
