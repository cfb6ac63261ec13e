package io.recruiterbrain.voice.agent.spool;

import io.recruiterbrain.voice.contract.MessageCodec;
import io.recruiterbrain.voice.contract.turn.SaveTurn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * A spool file's bytes: records one after the other, each the length of its body, the CRC32C of these four bytes, the
 * CRC32C of the body, and the body, which is the JSON of a {@link SaveTurn} as on the wire. Numbers are big-endian.
 */
final class SpoolFormat {
    static final int HEADER = 3 * Integer.BYTES;

    /** What comes after the whole records. */
    enum Tail {
        NONE,
        /** A record whose end was not written: the process ended meanwhile. */
        TORN,
        /** Bytes that are not those that were written. */
        DAMAGED
    }

    /**
     * What can be relied on.
     *
     * @param wholeBytes where it ends in the file
     */
    record Content(List<SaveTurn> turns, int wholeBytes, Tail tail) {}

    private SpoolFormat() {}

    static byte[] encode(SaveTurn turn) {
        byte[] body = MessageCodec.toJson(turn).getBytes(StandardCharsets.UTF_8);
        ByteBuffer bytes = ByteBuffer.allocate(HEADER + body.length);
        bytes.putInt(body.length);
        bytes.putInt(crc(bytes.array(), 0, Integer.BYTES));
        bytes.putInt(crc(body, 0, body.length));
        return bytes.put(body).array();
    }

    /** The records before the first that is torn or damaged. */
    static Content read(byte[] file) {
        List<SaveTurn> turns = new ArrayList<>();
        int at = 0;
        while (at < file.length) {
            if (file.length - at < HEADER) {
                return new Content(turns, at, Tail.TORN);
            }
            ByteBuffer header = ByteBuffer.wrap(file, at, HEADER);
            int length = header.getInt();
            if (header.getInt() != crc(file, at, Integer.BYTES) || length < 0) {
                return new Content(turns, at, Tail.DAMAGED);
            }
            if (file.length - at - HEADER < length) {
                return new Content(turns, at, Tail.TORN);
            }
            if (header.getInt() != crc(file, at + HEADER, length)) {
                return new Content(turns, at, Tail.DAMAGED);
            }
            try {
                String json = new String(file, at + HEADER, length, StandardCharsets.UTF_8);
                turns.add((SaveTurn) MessageCodec.fromJson(json));
            } catch (IllegalArgumentException | ClassCastException e) {
                // Written by a version that this one does not understand.
                return new Content(turns, at, Tail.DAMAGED);
            }
            at += HEADER + length;
        }
        return new Content(turns, at, Tail.NONE);
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }
}
