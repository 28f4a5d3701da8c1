package nvae.training.data;

import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.random.RandomGenerator;
import nvae.api.tensor.Streams;

/**
 * An endless row of training batches, shuffled anew in every epoch; images that do not fill a batch are left out of that epoch. The batch
 * of a step follows from the seed and the step alone. The next one is made on a thread of its own while the caller works on this one.
 */
public final class TrainingBatches implements AutoCloseable {
    private final Images images;
    private final int batchSize;
    private final long seed;
    private final ExecutorService maker = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "training-batches");
        thread.setDaemon(true);
        return thread;
    });

    private Future<Batch> ahead;
    private long nextStep;
    private int[] order;
    private long orderEpoch = -1;

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
        this.ahead = maker.submit(() -> make(firstStep));
    }

    public int stepsPerEpoch() {
        return images.size() / batchSize;
    }

    /** The next step's batch, [batchSize,C,H,W]. */
    public Batch next() throws InterruptedException {
        try {
            Batch batch = ahead.get();
            long step = ++nextStep;
            ahead = maker.submit(() -> make(step));
            return batch;
        } catch (ExecutionException | CancellationException e) {
            throw new IllegalStateException("the batch of step " + nextStep + " could not be made: " + e.getCause(), e);
        }
    }

    private Batch make(long step) {
        long epoch = step / stepsPerEpoch();
        if (epoch != orderEpoch) {
            order = shuffled(images.size(), Streams.of(seed, epoch, "order"));
            orderEpoch = epoch;
        }
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
        maker.shutdownNow();
    }
}
