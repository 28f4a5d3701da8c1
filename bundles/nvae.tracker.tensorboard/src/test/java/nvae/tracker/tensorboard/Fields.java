package nvae.tracker.tensorboard;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A protocol-buffers message taken apart. */
final class Fields {
    private final Map<Integer, List<Object>> values = new HashMap<>();

    Fields(byte[] message) {
        ByteBuffer in = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        while (in.hasRemaining()) {
            long tag = varint(in);
            Object value = switch ((int) tag & 7) {
                case 0 -> varint(in);
                case 1 -> in.getDouble();
                case 5 -> in.getFloat();
                case 2 -> {
                    byte[] bytes = new byte[(int) varint(in)];
                    in.get(bytes);
                    yield bytes;
                }
                default -> throw new IllegalArgumentException("field type " + (tag & 7));
            };
            values.computeIfAbsent((int) (tag >> 3), field -> new ArrayList<>()).add(value);
        }
    }

    boolean has(int field) {
        return values.containsKey(field);
    }

    long number(int field) {
        return (long) values.get(field).get(0);
    }

    float single(int field) {
        return (float) values.get(field).get(0);
    }

    String text(int field) {
        return new String((byte[]) values.get(field).get(0), StandardCharsets.UTF_8);
    }

    /** The messages in field {@code inner} of the message in field {@code outer}. */
    List<Fields> messages(int outer, int inner) {
        return new Fields((byte[]) values.get(outer).get(0)).values.getOrDefault(inner, List.of()).stream()
                .map(bytes -> new Fields((byte[]) bytes))
                .toList();
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
