package nvae.training.evaluation;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import nvae.api.tensor.Noise;

/**
 * The same noise again and again along the batch.
 *
 * @param period entries after which it repeats; a divisor of every N that is asked for
 */
record RepeatedNoise(Noise noise, int period) implements Noise {

    @Override
    public NDArray normal(NDManager manager, String variable, Shape shape) {
        return repeated(noise.normal(manager, variable, onePeriod(shape)), shape);
    }

    @Override
    public NDArray uniform(NDManager manager, String variable, Shape shape) {
        return repeated(noise.uniform(manager, variable, onePeriod(shape)), shape);
    }

    private Shape onePeriod(Shape shape) {
        return new Shape(period).addAll(shape.slice(1));
    }

    private NDArray repeated(NDArray once, Shape shape) {
        return NDArrays.concat(new NDList(Collections.nCopies(Math.toIntExact(shape.get(0) / period), once)), 0);
    }
}
