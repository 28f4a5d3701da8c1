package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.tensor.Noise;

/** The noise that a golden run drew, played back by group. */
record GroupNoise(GoldenCase golden, List<String> prefixes) implements Noise {

    /** What stands in a case under names like {@code eps.set0.g3}. */
    static GroupNoise of(GoldenCase golden, String prefix) {
        return new GroupNoise(golden, List.of(prefix));
    }

    /** Noise for several samples of each image: one set after the other. */
    @Override
    public NDArray normal(NDManager manager, String variable, Shape shape) {
        String group = variable.replaceFirst("^z", ".g");
        NDList sets = new NDList(prefixes.stream().map(prefix -> golden.array(prefix + group, manager)).toList());
        NDArray noise = sets.size() == 1 ? sets.head() : NDArrays.concat(sets, 0);
        if (!noise.getShape().equals(shape)) {
            throw new AssertionError(
                    golden + ": noise for " + variable + " is wanted in the shape " + shape + ", recorded in " + noise.getShape());
        }
        return noise;
    }

    @Override
    public NDArray uniform(NDManager manager, String variable, Shape shape) {
        throw new AssertionError("no uniform noise was recorded, but the model asks for " + variable);
    }
}
