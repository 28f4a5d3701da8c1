package nvae.training.data;

import java.util.Iterator;
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

    @Override
    public Iterator<Batch> iterator() {
        int batches = (size() + batchSize - 1) / batchSize;
        return IntStream.range(0, batches)
                .mapToObj(i -> range(i * batchSize, Math.min(size(), (i + 1) * batchSize)))
                .iterator();
    }

    private Batch range(int from, int to) {
        return images.batch(IntStream.range(from, to).toArray(), 0, to - from, SEED, EPOCH);
    }
}
