package nvae.training.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import nvae.api.tensor.Tensors;
import nvae.training.DivergedException;

/**
 * Decides whether a step is taken, from the norm of its gradients. One bad batch can throw a deep VAE off its course, so a step whose norm is
 * above a limit is skipped (Child, 2021). The limit is an absolute norm, a multiple of the median of the latest norms, or the smaller of both.
 *
 * <p>It can never freeze training: after so many skipped steps in a row the next one is taken, its gradients scaled down to the limit; and
 * since the median takes in the norms of skipped steps too, it follows gradients that have grown for good.
 */
final class StepGuard {
    /** Norms that the median is of. */
    static final int WINDOW = 100;

    /** Before there are so many, the median says nothing yet. */
    static final int FEWEST = 20;

    private static final int SKIPPED = 0;
    private static final int IN_A_ROW = 1;
    private static final int SEEN = 2;
    private static final int NORMS = 3;

    private final double largestNorm;
    private final double largestFactor;
    private final int mostInARow;
    private final NDArray state;

    /**
     * A guard.
     *
     * @param largestNorm limit of the norm; 0 for none
     * @param largestFactor limit of the norm over the median; 0 for none
     * @param mostInARow how many steps in a row may be skipped, at least 1
     * @param manager owns what lasts
     */
    StepGuard(double largestNorm, double largestFactor, int mostInARow, NDManager manager) {
        this.largestNorm = largestNorm;
        this.largestFactor = largestFactor;
        this.mostInARow = mostInARow;
        this.state = manager.zeros(new Shape(NORMS + WINDOW));
    }

    /** Skipped steps so far, those in a row, norms seen, and the latest norms. */
    NDArray state() {
        return state;
    }

    /** Steps skipped so far. */
    long skipped() {
        return (long) state.toFloatArray()[SKIPPED];
    }

    /**
     * What becomes of a step.
     *
     * @param norm of its gradients
     * @return the norm that the gradients may have in this step; 0 if it is skipped, infinite if they may have theirs
     * @throws DivergedException if gradients are not finite in one step more than may be skipped
     */
    double limit(long step, float norm) {
        float[] kept = state.toFloatArray();
        double limit = limit(kept);
        double allowed;
        if (Float.isFinite(norm) && norm <= limit) {
            kept[IN_A_ROW] = 0;
            allowed = Double.POSITIVE_INFINITY;
        } else if (kept[IN_A_ROW] < mostInARow) {
            kept[IN_A_ROW]++;
            kept[SKIPPED]++;
            allowed = 0;
        } else if (Float.isFinite(norm)) {
            kept[IN_A_ROW] = 0;
            allowed = limit;
        } else {
            throw new DivergedException(("the gradients of step %d are not finite, and the %d steps before it have been skipped already;"
                    + " a lower training.learningRate may help").formatted(step, mostInARow));
        }
        if (Float.isFinite(norm)) {
            kept[NORMS + (int) kept[SEEN] % WINDOW] = norm;
            // Beyond two windows only the place in the window counts; so a float holds it however long the run is.
            kept[SEEN] = kept[SEEN] + 1 == 2 * WINDOW ? WINDOW : kept[SEEN] + 1;
        }
        Tensors.set(state, kept);
        return allowed;
    }

    private double limit(float[] kept) {
        double absolute = largestNorm > 0 ? largestNorm : Double.POSITIVE_INFINITY;
        int seen = (int) Math.min(kept[SEEN], WINDOW);
        return largestFactor > 0 && seen >= FEWEST ? Math.min(absolute, largestFactor * median(kept, seen)) : absolute;
    }

    private static double median(float[] kept, int seen) {
        float[] norms = Arrays.copyOfRange(kept, NORMS, NORMS + seen);
        Arrays.sort(norms);
        return (norms[(seen - 1) / 2] + norms[seen / 2]) / 2.0;
    }
}
