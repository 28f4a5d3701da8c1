package nvae.training.data;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.random.RandomGenerator;
import nvae.api.tensor.Streams;

/**
 * An endless row of training batches, shuffled anew in every epoch; images that do not fill a batch are left out of that epoch. The batch
 * of a step follows from the seed and the step alone. The next ones are made on other threads while the caller works on this one.
 */
public final class TrainingBatches implements AutoCloseable {
    private final Images images;
    private final int batchSize;
    private final long seed;
    /** The order of the images in the epochs that batches are made of. */
    private final Map<Long, int[]> orders = new ConcurrentHashMap<>();

    private final Prefetch<Batch> row;
    private long nextStep;

    /**
     * @param firstStep the step, counted from 0, whose batch comes first
     * @throws IllegalArgumentException if there are fewer images than a batch needs
     */
    public TrainingBatches(Images images, int batchSize, long seed, long firstStep) {
        if (images.size() < batchSize) {
            throw new IllegalArgumentException("training.batchSize is %d, but there are only %d training images; lower it, or use more images"
                    .formatted(batchSize, images.size()));
        }
        this.images = images;
        this.batchSize = batchSize;
        this.seed = seed;
        this.nextStep = firstStep;
        this.row = new Prefetch<>(this::make, firstStep, Long.MAX_VALUE);
    }

    public int stepsPerEpoch() {
        return images.size() / batchSize;
    }

    /** The next step's batch, [batchSize,C,H,W]. */
    public Batch next() throws InterruptedException {
        try {
            Batch batch = row.next();
            nextStep++;
            orders.keySet().removeIf(epoch -> epoch < nextStep / stepsPerEpoch());
            return batch;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the batch of step " + nextStep + " could not be made: " + e.getCause().getMessage(), e);
        }
    }

    private Batch make(long step) {
        long epoch = step / stepsPerEpoch();
        int[] order = orders.computeIfAbsent(epoch, of -> shuffled(images.size(), Streams.of(seed, of, "order")));
        int first = Math.toIntExact(step % stepsPerEpoch()) * batchSize;
        return images.batch(order, first, batchSize, seed, epoch);
    }

    private static int[] shuffled(int size, RandomGenerator random) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = random.nextInt(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    @Override
    public void close() {
        row.close();
    }
}
