package nvae.training.data;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongFunction;

/**
 * A row of things that are made on other threads before they are asked for. What a place of the row holds follows from its number alone,
 * so the row is the same however many threads there are.
 */
final class Prefetch<T> implements AutoCloseable {
    /** Decoding images seldom needs more; what trains needs the other cores. */
    private static final int MOST_THREADS = 4;

    private final LongFunction<T> maker;
    private final long end;
    private final ExecutorService threads;
    private final Queue<Future<T>> ahead = new ArrayDeque<>();
    private long next;
    private long submitted;

    /**
     * Begins to make the row.
     *
     * @param maker makes what stands at a number; safe to call from several threads
     * @param first the first number
     * @param end the number after the last
     */
    Prefetch(LongFunction<T> maker, long first, long end) {
        this(maker, first, end, Math.max(1, Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors() / 2)));
    }

    /** @param count of threads; twice as many things are ready or being made, beside the one that was taken last */
    Prefetch(LongFunction<T> maker, long first, long end, int count) {
        this.maker = maker;
        this.end = end;
        this.next = first;
        this.submitted = first;
        this.threads = Executors.newFixedThreadPool(count, task -> {
            Thread thread = new Thread(task, "prefetch");
            thread.setDaemon(true);
            return thread;
        });
        for (int i = 0; i < 2 * count; i++) {
            submit();
        }
    }

    private void submit() {
        if (submitted < end) {
            long number = submitted++;
            ahead.add(threads.submit(() -> maker.apply(number)));
        }
    }

    boolean hasNext() {
        return next < end;
    }

    /**
     * Takes the next one; waits for it if it is not ready.
     *
     * @throws ExecutionException if it could not be made
     */
    T next() throws InterruptedException, ExecutionException {
        T taken = ahead.remove().get();
        next++;
        submit();
        return taken;
    }

    /** Ends the threads; what is being made is finished and forgotten. */
    @Override
    public void close() {
        threads.shutdown();
        ahead.forEach(made -> made.cancel(false));
    }
}
