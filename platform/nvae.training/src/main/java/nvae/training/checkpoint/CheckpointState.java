package nvae.training.checkpoint;

import java.util.Map;

/**
 * What a check-point says beside its arrays.
 *
 * @param trial the trial's id; a check-point of another trial is refused
 * @param seed the trial's seed, from which data order and noise follow
 * @param digests SHA-256 of what the trial rests on: data, bundles
 * @param step steps that were done
 * @param epoch epochs that were completed
 * @param seconds spent in training steps so far, over all attempts
 * @param recent the training NELBO of the current epoch so far
 * @param best the best evaluation so far
 */
public record CheckpointState(
        String trial, long seed, Map<String, String> digests, long step, long epoch, double seconds, Mean recent, Best best) {

    /** Before the first step. */
    public static CheckpointState start(String trial, long seed, Map<String, String> digests) {
        return new CheckpointState(trial, seed, digests, 0, 0, 0, new Mean(0, 0), new Best(0, Double.POSITIVE_INFINITY));
    }

    /** This trial, some steps later. */
    public CheckpointState after(long steps, long epochs, double trainedSeconds, Mean recentNelbo) {
        return new CheckpointState(trial, seed, digests, steps, epochs, trainedSeconds, recentNelbo, best);
    }

    /** The same state with a new best evaluation, made now. */
    public CheckpointState withBest(double nelbo) {
        return new CheckpointState(trial, seed, digests, step, epoch, seconds, recent, new Best(step, nelbo));
    }

    /** The lowest test NELBO in nats per image and the step it was measured after; infinite before the first evaluation. */
    public record Best(long step, double nelbo) {}

    /** A mean that grows. */
    public record Mean(double sum, long count) {
        public Mean plus(double value) {
            return new Mean(sum + value, count + 1);
        }

        /** NaN before the first value. */
        public double value() {
            return sum / count;
        }
    }
}
