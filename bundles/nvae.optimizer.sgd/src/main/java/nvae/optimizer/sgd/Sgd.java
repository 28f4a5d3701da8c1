package nvae.optimizer.sgd;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.training.JoinedArrays;
import nvae.api.training.Optimizer;

/** v = momentum v + g; p = p - rate v, or, with Nesterov's momentum, p = p - rate (g + momentum v); g includes the weight decay. */
final class Sgd implements Optimizer {
    private final double momentum;
    private final boolean nesterov;
    private final double weightDecay;
    private final List<JoinedArrays> groups;
    private final List<NDArray> velocities;

    Sgd(NDList parameters, NDManager manager, SgdOptimizer.Options options) {
        momentum = options.momentum();
        nesterov = options.nesterov();
        weightDecay = options.weightDecay();
        groups = JoinedArrays.of(parameters);
        velocities = momentum == 0 ? List.of() : groups.stream().map(group -> manager.zeros(group.shape())).toList();
    }

    @Override
    public void step(NDList parameters, NDList gradients, float learningRate) {
        for (int i = 0; i < groups.size(); i++) {
            JoinedArrays group = groups.get(i);
            NDArray g = group.join(gradients);
            if (weightDecay > 0) {
                g = group.join(parameters).mul(weightDecay).addi(g);
            }
            group.subtract(direction(i, g).mul(learningRate), parameters);
        }
    }

    private NDArray direction(int group, NDArray g) {
        if (velocities.isEmpty()) {
            return g;
        }
        NDArray velocity = velocities.get(group).muli(momentum).addi(g);
        return nesterov ? velocity.mul(momentum).addi(g) : velocity;
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        for (int i = 0; i < velocities.size(); i++) {
            state.put("velocity." + i, velocities.get(i));
        }
        return state;
    }
}
