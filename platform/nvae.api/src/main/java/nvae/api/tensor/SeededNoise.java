package nvae.api.tensor;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.random.RandomGenerator;

/**
 * Noise made in Java from (seed, step, variable), with no state: resuming at a step needs nothing but its number. A second draw of one
 * variable repeats the first.
 */
record SeededNoise(long seed, long step) implements Noise {

    @Override
    public NDArray normal(NDManager manager, String variable, Shape shape) {
        RandomGenerator random = Streams.of(seed, step, variable);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Tensors.create(manager, values, shape);
    }

    @Override
    public NDArray uniform(NDManager manager, String variable, Shape shape) {
        RandomGenerator random = Streams.of(seed, step, variable);
        float[] values = new float[Math.toIntExact(shape.size())];
        for (int i = 0; i < values.length; i++) {
            values[i] = (random.nextInt(1 << 23) + 0.5f) / (1 << 23);
        }
        return Tensors.create(manager, values, shape);
    }
}
