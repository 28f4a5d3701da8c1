package nvae.regularizer.weightdecay;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Map;
import nvae.api.training.JoinedArrays;
import nvae.api.training.LogAnnealing;
import nvae.api.training.Regularizer;

/** Half the sum of squares of these weights. */
final class WeightDecay implements Regularizer {
    private final NDList weights;
    private final List<JoinedArrays> groups;
    private final NDArray nothing;
    private final LogAnnealing annealing;

    WeightDecay(NDList weights, NDManager manager, WeightDecayRegularizer.Options options) {
        this.weights = weights;
        groups = JoinedArrays.of(weights);
        nothing = manager.create(0f);
        annealing = new LogAnnealing(options.initialCoefficient(), options.coefficient());
    }

    @Override
    public NDArray penalty() {
        return groups.stream()
                .map(group -> group.join(weights).square().sum())
                .reduce(NDArray::add)
                .map(squares -> squares.mul(0.5f))
                .orElse(nothing);
    }

    @Override
    public float coefficient(float klCoefficient) {
        return annealing.at(klCoefficient);
    }

    @Override
    public Map<String, NDArray> state() {
        return Map.of();
    }
}
