package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import nvae.api.tensor.Noise;

/** Noise that remembers what was drawn, and has whatever is made of it recorded. */
final class MarkedNoise implements Noise {
    private final Noise noise;
    private final List<Draw> draws = new ArrayList<>();

    MarkedNoise(Noise noise) {
        this.noise = noise;
    }

    record Draw(NDArray array, Input.Drawn input) {}

    List<Draw> draws() {
        return draws;
    }

    @Override
    public NDArray normal(NDManager manager, String variable, Shape shape) {
        return marked(noise.normal(manager, variable, shape), new Input.Drawn(true, variable, shape));
    }

    @Override
    public NDArray uniform(NDManager manager, String variable, Shape shape) {
        return marked(noise.uniform(manager, variable, shape), new Input.Drawn(false, variable, shape));
    }

    private NDArray marked(NDArray array, Input.Drawn input) {
        array.setRequiresGradient(true);
        draws.add(new Draw(array, input));
        return array;
    }
}
