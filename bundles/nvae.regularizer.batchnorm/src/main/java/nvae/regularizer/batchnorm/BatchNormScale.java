package nvae.regularizer.batchnorm;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.BatchNorm;
import nvae.api.tensor.Tensors;
import nvae.api.training.LogAnnealing;
import nvae.api.training.Regularizer;

/** The sum of max |gamma| over batch norms; those of one size move as one. */
final class BatchNormScale implements Regularizer {
    private final Collection<List<BatchNorm>> bySize;
    private final NDArray nothing;
    private final LogAnnealing annealing;

    BatchNormScale(List<BatchNorm> norms, NDManager manager, BatchNormScaleRegularizer.Options options) {
        Map<Long, List<BatchNorm>> sizes = new LinkedHashMap<>();
        norms.forEach(norm -> sizes.computeIfAbsent(norm.gamma().size(), size -> new ArrayList<>()).add(norm));
        bySize = sizes.values();
        nothing = manager.create(0f);
        annealing = new LogAnnealing(options.initialCoefficient(), options.coefficient());
    }

    @Override
    public NDArray penalty() {
        return bySize.stream()
                .map(norms -> sumOfLargest(new NDList(norms.stream().map(BatchNorm::gamma).toList())))
                .reduce(NDArray::add)
                .orElse(nothing);
    }

    /** The sum over arrays of max |gamma|; entries that tie for the maximum share its gradient. */
    static NDArray sumOfLargest(NDList gammas) {
        NDArray size = Tensors.concat(gammas, 0).reshape(gammas.size(), -1).abs();
        NDArray constant = Tensors.stopGradient(size);
        NDArray largest = constant.eq(constant.max(new int[] {1}, true)).toType(size.getDataType(), false);
        NDArray share = largest.div(largest.sum(new int[] {1}, true));
        return size.mul(share).sum();
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
