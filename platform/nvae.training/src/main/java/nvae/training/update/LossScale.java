package nvae.training.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Tensors;
import nvae.training.DivergedException;

/**
 * Dynamic loss scaling (Micikevicius et al., 2018, section 3.2): the loss is multiplied before the backward pass, so that small gradients
 * do not vanish in float16, and the gradients are divided by the same afterwards. A step whose gradients are not finite is skipped and the
 * scale halved; after many good steps in a row it is doubled. Scales are powers of 2, so that scaling rounds nothing.
 */
public final class LossScale {
    static final float START = 1 << 16;
    static final int GOOD_STEPS_TO_DOUBLE = 2000;

    private static final float LARGEST = 0x1p100f;
    private static final int SCALE = 0;
    private static final int GOOD_IN_A_ROW = 1;
    private static final int SKIPPED = 2;

    private final NDArray state;

    /** @param manager owns what lasts */
    public LossScale(NDManager manager) {
        state = Tensors.create(manager, new float[] {START, 0, 0}, new Shape(3));
    }

    /** Scale, good steps since it last changed, steps skipped so far; check-points hold it. */
    NDArray state() {
        return state;
    }

    /** Steps skipped so far. */
    long skipped() {
        return (long) state.toFloatArray()[SKIPPED];
    }

    /** A loss to go back from. */
    public NDArray scaled(NDArray loss) {
        return loss.mul(state.toFloatArray()[SCALE]);
    }

    /**
     * Takes the scale out of gradients again, in place, and adapts it.
     *
     * @param norm of the scaled gradients
     * @return whether they can be used; otherwise they are as they were
     * @throws DivergedException if they are not finite without any scale
     */
    boolean undo(NDList gradients, float norm, long step) {
        float[] now = state.toFloatArray();
        float scale = now[SCALE];
        boolean good = Float.isFinite(norm);
        if (good) {
            gradients.forEach(gradient -> gradient.muli(1 / scale));
            now[GOOD_IN_A_ROW]++;
            if (now[GOOD_IN_A_ROW] == GOOD_STEPS_TO_DOUBLE) {
                now[SCALE] = Math.min(2 * scale, LARGEST);
                now[GOOD_IN_A_ROW] = 0;
            }
        } else if (scale > 1) {
            now[SCALE] = scale / 2;
            now[GOOD_IN_A_ROW] = 0;
            now[SKIPPED]++;
        } else {
            throw new DivergedException(("the gradients of step %d are not finite, even with a loss scale of 1;"
                    + " a lower training.learningRate, or training.precision: float32, may help").formatted(step));
        }
        Tensors.set(state, now);
        return good;
    }
}
