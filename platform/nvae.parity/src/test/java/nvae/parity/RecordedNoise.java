package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import nvae.api.tensor.Noise;

/** Noise that was drawn elsewhere, by the variable that it is for. */
record RecordedNoise(Map<String, GoldenArray> draws) implements Noise {
    @Override
    public NDArray normal(NDManager manager, String variable, Shape shape) {
        return recorded(manager, variable).reshape(shape);
    }

    @Override
    public NDArray uniform(NDManager manager, String variable, Shape shape) {
        return recorded(manager, variable).reshape(shape);
    }

    private NDArray recorded(NDManager manager, String variable) {
        GoldenArray draw = draws.get(variable);
        if (draw == null) {
            throw new IllegalStateException("no noise was recorded for " + variable + ", only for " + draws.keySet());
        }
        return draw.in(manager);
    }
}
