package nvae.optimizer.adam;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.training.JoinedArrays;
import nvae.api.training.Optimizer;

/**
 * m = beta1 m + (1 - beta1) g; v = beta2 v + (1 - beta2) g^2; p = p - rate (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon). The
 * weight decay w adds w p to g, or, decoupled, rate w p to the step.
 */
final class Adam implements Optimizer {
    private final double beta1;
    private final double beta2;
    private final double epsilon;
    private final double weightDecay;
    private final boolean decoupled;
    private final List<JoinedArrays> groups;
    private final List<Moments> moments;
    private final NDArray steps;

    Adam(NDList parameters, NDManager manager, AdamOptimizer.Options options) {
        beta1 = options.beta1();
        beta2 = options.beta2();
        epsilon = options.epsilon();
        weightDecay = options.weightDecay();
        decoupled = options.decoupled();
        groups = JoinedArrays.of(parameters);
        moments = groups.stream().map(group -> Moments.zero(manager, group)).toList();
        steps = manager.create(0f);
    }

    @Override
    public void step(NDList parameters, NDList gradients, float learningRate) {
        steps.addi(1);
        double rate = learningRate / (1 - Math.pow(beta1, steps.getFloat()));
        double squareCorrection = 1 - Math.pow(beta2, steps.getFloat());
        for (int i = 0; i < groups.size(); i++) {
            JoinedArrays group = groups.get(i);
            NDArray g = group.join(gradients);
            if (weightDecay > 0 && !decoupled) {
                g = group.join(parameters).mul(weightDecay).addi(g);
            }
            NDArray m = moments.get(i).mean();
            NDArray v = moments.get(i).square();
            m.muli(beta1).addi(g.mul(1 - beta1));
            v.muli(beta2).addi(g.square().muli(1 - beta2));
            NDArray step = m.div(v.div(squareCorrection).sqrt().addi(epsilon)).muli(rate);
            if (weightDecay > 0 && decoupled) {
                step.addi(group.join(parameters).mul(learningRate * weightDecay));
            }
            group.subtract(step, parameters);
        }
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("steps", steps);
        for (int i = 0; i < moments.size(); i++) {
            state.put("mean." + i, moments.get(i).mean());
            state.put("square." + i, moments.get(i).square());
        }
        return state;
    }

    /** First and second moment of the gradients of joined parameters. */
    private record Moments(NDArray mean, NDArray square) {
        static Moments zero(NDManager manager, JoinedArrays group) {
            return new Moments(manager.zeros(group.shape()), manager.zeros(group.shape()));
        }
    }
}
