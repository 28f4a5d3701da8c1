package nvae.training.update;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.api.training.Stateful;

/**
 * The exponential moving average of a model's trained parameters over the steps of its training (Polyak and Juditsky, 1992):
 * a = d a + (1 - d) w. Batch norms keep the model's own running statistics beside it (docs/training.md has the reason). In step t, counted
 * from 0, d is min(decay, t / (t + 9)): the average starts as the weights after the first step, and does not remember the random start for
 * long.
 */
final class WeightAverage implements Stateful {
    private static final double START = 9;

    private final NDList weights;
    private final double decay;
    private final List<JoinedArrays> groups;
    private final List<NDArray> averages = new ArrayList<>();
    private final NDArray steps;

    /**
     * An average of these arrays.
     *
     * @param manager owns what lasts
     */
    WeightAverage(NDList weights, double decay, NDManager manager) {
        this.weights = weights;
        this.decay = decay;
        groups = JoinedArrays.of(weights);
        groups.forEach(group -> averages.add(manager.zeros(group.shape())));
        steps = manager.zeros(new Shape(1));
    }

    /** Takes in the weights as they are after a step. */
    void follow() {
        float done = steps.toFloatArray()[0];
        double kept = Math.min(decay, done / (done + START));
        for (int i = 0; i < groups.size(); i++) {
            averages.get(i).muli(kept).addi(groups.get(i).join(weights).mul(1 - kept));
        }
        steps.addi(1);
    }

    /**
     * Puts the average in the weights' place. Before the first step there is none, and the weights stay.
     *
     * @return puts the weights back when it is closed
     */
    AverageInUse use() {
        if (steps.toFloatArray()[0] == 0) {
            return AverageInUse.NONE;
        }
        NDList own = copies(weights, steps.getManager().newSubManager());
        try (NDManager work = steps.getManager().newSubManager()) {
            NDList now = copies(new NDList(averages), work);
            for (int i = 0; i < groups.size(); i++) {
                groups.get(i).assign(now.get(i), weights);
            }
        }
        return () -> {
            for (int i = 0; i < own.size(); i++) {
                Tensors.set(weights.get(i), own.get(i));
            }
            own.get(0).getManager().close();
        };
    }

    /** Copies that belong to a manager, as then does what is made of them. */
    private static NDList copies(NDList arrays, NDManager manager) {
        NDList copies = new NDList(arrays.stream().map(NDArray::duplicate).toList());
        copies.attach(manager);
        return copies;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("steps", steps);
        for (int i = 0; i < averages.size(); i++) {
            state.put(String.valueOf(i), averages.get(i));
        }
        return state;
    }
}
