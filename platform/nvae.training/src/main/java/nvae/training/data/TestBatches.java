package nvae.training.data;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * The test set in its own order, the last batch possibly smaller. It is binarized with a stream of its own that depends on nothing but
 * the image: every trial of every study is tested on the same pixels.
 */
public record TestBatches(Images images, int batchSize) implements Iterable<Batch> {
    private static final long SEED = 0;
    private static final long EPOCH = 0;

    public int size() {
        return images.size();
    }

    /** The first images, at most {@code count}. */
    public Batch first(int count) {
        return range(0, Math.min(count, size()));
    }

    /** The batches, one after the other; the next one is made while the caller works on this one. */
    @Override
    public Iterator<Batch> iterator() {
        int batches = (size() + batchSize - 1) / batchSize;
        Function<Integer, CompletableFuture<Batch>> making = i -> i < batches
                ? CompletableFuture.supplyAsync(() -> range(i * batchSize, Math.min(size(), (i + 1) * batchSize)))
                : null;
        return new Iterator<>() {
            private int next;
            private CompletableFuture<Batch> ahead = making.apply(0);

            @Override
            public boolean hasNext() {
                return next < batches;
            }

            @Override
            public Batch next() {
                if (!hasNext()) {
                    throw new NoSuchElementException();
                }
                Batch batch = made(ahead);
                ahead = making.apply(++next);
                return batch;
            }
        };
    }

    private static Batch made(CompletableFuture<Batch> batch) {
        try {
            return batch.join();
        } catch (CompletionException e) {
            throw new IllegalStateException("a batch of test images could not be made: " + e.getCause().getMessage(), e);
        }
    }

    private Batch range(int from, int to) {
        return images.batch(IntStream.range(from, to).toArray(), 0, to - from, SEED, EPOCH);
    }
}
