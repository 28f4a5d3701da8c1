package nvae.testkit;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Gives a reader files that are wrong: a right one, cut, changed, moved about, with sizes that lie. The changes follow from the input's
 * number alone, so that a failure can be had again.
 */
public final class DamagedFiles {
    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final long MOST_MEMORY = 256L << 20;
    private static final int HEADER = 128;
    private static final int[] SIZES = {0, 1, -1, 255, 65_535, 1 << 20, Integer.MAX_VALUE, Integer.MIN_VALUE, Integer.MAX_VALUE / 4};
    private static final byte[] SYNTAX = "-90.e\"'{}[](),: ".getBytes(StandardCharsets.US_ASCII);

    private DamagedFiles() {}

    /** What is tested. */
    @FunctionalInterface
    public interface Reader {
        /**
         * Reads a file of this content.
         *
         * @return false if it was refused in words that suit a person; everything else that goes wrong is thrown
         */
        boolean read(byte[] content) throws Exception;
    }

    /**
     * Gives a reader so many damaged files.
     *
     * @return how many were refused
     * @throws AssertionError if the reader throws, takes longer than some seconds, or takes 256 MB; the message has the input's number
     */
    public static int give(byte[] whole, int inputs, Reader reader) {
        int refused = 0;
        ExecutorService thread = Executors.newSingleThreadExecutor();
        try {
            for (int input = 0; input < inputs; input++) {
                byte[] content = damaged(whole, input);
                try {
                    refused += thread.submit(() -> isRead(content, reader)).get(LONGEST.toSeconds(), TimeUnit.SECONDS) ? 0 : 1;
                } catch (ExecutionException | TimeoutException e) {
                    throw new AssertionError(
                            "input " + input + ", of " + content.length + " bytes, is neither read nor refused in words: " + e, e);
                }
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdownNow();
        }
        return refused;
    }

    private static boolean isRead(byte[] content, Reader reader) throws Exception {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getCurrentThreadAllocatedBytes();
        boolean read = reader.read(content);
        long taken = threads.getCurrentThreadAllocatedBytes() - before;
        if (taken > MOST_MEMORY) {
            throw new AssertionError("it took " + taken + " bytes of memory");
        }
        return read;
    }

    /** The file with one to three changes. */
    private static byte[] damaged(byte[] whole, int input) {
        Random random = new Random(input);
        byte[] content = whole;
        for (int change = random.nextInt(3); change >= 0; change--) {
            content = changed(content, random);
        }
        return content;
    }

    private static byte[] changed(byte[] content, Random random) {
        if (content.length < Long.BYTES) {
            return content;
        }
        byte[] copy = content.clone();
        int near = random.nextInt(Math.min(content.length, HEADER));
        int anywhere = random.nextInt(content.length);
        switch (random.nextInt(9)) {
            case 0 -> copy[near] = (byte) random.nextInt();
            case 1 -> copy[anywhere] = (byte) random.nextInt();
            case 2 -> copy[near] = SYNTAX[random.nextInt(SYNTAX.length)];
            case 3 -> changeDigit(copy, near, random);
            case 4 -> {
                ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
                int place = Math.min(random.nextBoolean() ? near : anywhere, copy.length - Integer.BYTES);
                ByteBuffer.wrap(copy).order(order).putInt(place, SIZES[random.nextInt(SIZES.length)]);
            }
            case 5 -> copy = Arrays.copyOf(content, anywhere);
            case 6 -> copy = Arrays.copyOf(content, content.length + 1 + random.nextInt(64));
            case 7 -> copy = joined(content, anywhere, Math.min(content.length, anywhere + random.nextInt(32)));
            default -> copy = joined(content, Math.min(content.length, anywhere + random.nextInt(32)), anywhere);
        }
        return copy;
    }

    /** Changes the next digit from a place on, where sizes are written in words. */
    private static void changeDigit(byte[] content, int from, Random random) {
        for (int i = from; i < content.length; i++) {
            if (content[i] >= '0' && content[i] <= '9') {
                content[i] = SYNTAX[random.nextInt(SYNTAX.length)];
                return;
            }
        }
    }

    /** The beginning up to one place and the rest from another: bytes in between are lost, or are there twice. */
    private static byte[] joined(byte[] content, int end, int begin) {
        byte[] joined = Arrays.copyOf(content, end + content.length - begin);
        System.arraycopy(content, begin, joined, end, content.length - begin);
        return joined;
    }
}
