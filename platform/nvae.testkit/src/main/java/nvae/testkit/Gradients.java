package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.util.function.UnaryOperator;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import org.assertj.core.data.Offset;

/** Compares the gradients that an engine records with finite differences. */
public final class Gradients {
    private static final float STEP = 5e-3f;
    private static final double TOLERANCE = 0.02;
    private static final int DIRECTIONS = 4;

    private Gradients() {}

    /**
     * Asserts that the gradient of sum(R f(x)) with a random R agrees with central differences along random directions. The function must
     * be smooth within 0.005 of x, and give the same values each time.
     *
     * @param x where to look; its gradient is left attached
     */
    public static void assertAgreeWithFiniteDifferences(NDArray x, UnaryOperator<NDArray> function) {
        NDManager manager = x.getManager();
        NDArray cotangent = random(manager, "cotangent", function.apply(x).getShape());
        float[] gradient = of(x, function, cotangent).toFloatArray();
        double norm = Math.sqrt(dot(gradient, gradient));
        for (int i = 0; i < DIRECTIONS; i++) {
            NDArray direction = random(manager, "direction" + i, x.getShape()).sign();
            double above = dot(function.apply(x.add(direction.mul(STEP))).toFloatArray(), cotangent.toFloatArray());
            double below = dot(function.apply(x.sub(direction.mul(STEP))).toFloatArray(), cotangent.toFloatArray());
            assertThat(dot(gradient, direction.toFloatArray()))
                    .as("derivative along direction %d", i)
                    .isCloseTo((above - below) / (2 * STEP), Offset.offset(TOLERANCE * norm + 1e-6));
        }
    }

    /** The recorded gradient of sum(cotangent f(x)) with respect to x. */
    public static NDArray of(NDArray x, UnaryOperator<NDArray> function, NDArray cotangent) {
        x.setRequiresGradient(true);
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            collector.backward(function.apply(x).mul(cotangent).sum());
        }
        NDArray gradient = x.getGradient().duplicate();
        Tensors.forgetGradient(x.getGradient());
        x.setRequiresGradient(false);
        return gradient;
    }

    private static NDArray random(NDManager manager, String name, Shape shape) {
        return Noise.seeded(2, 0).normal(manager, name, shape);
    }

    private static double dot(float[] a, float[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += (double) a[i] * b[i];
        }
        return sum;
    }
}
