package nvae.optimizer.adamax;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Tensors;
import nvae.api.training.JoinedArrays;
import nvae.api.training.Optimizer;

/**
 * m = beta1 m + (1 - beta1) g; u = max(beta2 u, |g| + epsilon); p = p - rate / (1 - beta1^t) m / u, where g includes the weight decay.
 */
final class Adamax implements Optimizer {
    private final float beta1;
    private final float beta2;
    private final float epsilon;
    private final float weightDecay;
    private final List<JoinedArrays> groups;
    private final List<Moments> moments;
    private final NDArray steps;

    Adamax(NDList parameters, NDManager manager, AdamaxOptimizer.Options options) {
        beta1 = (float) options.beta1();
        beta2 = (float) options.beta2();
        epsilon = (float) options.epsilon();
        weightDecay = (float) options.weightDecay();
        groups = JoinedArrays.of(parameters);
        moments = groups.stream().map(group -> Moments.zero(manager, group)).toList();
        steps = manager.create(0f);
    }

    @Override
    public void step(NDList parameters, NDList gradients, float learningRate) {
        steps.addi(1);
        float rate = (float) (learningRate / (1 - Math.pow(beta1, steps.getFloat())));
        for (int i = 0; i < groups.size(); i++) {
            JoinedArrays group = groups.get(i);
            NDArray g = gradient(group.join(parameters), group.join(gradients));
            NDArray m = moments.get(i).mean();
            NDArray u = moments.get(i).maximum();
            m.muli(beta1).addi(g.mul(1 - beta1));
            Tensors.set(u, NDArrays.maximum(u.mul(beta2), g.abs().addi(epsilon)));
            group.subtract(m.div(u).muli(rate), parameters);
        }
    }

    private NDArray gradient(NDArray parameter, NDArray gradient) {
        return weightDecay == 0 ? gradient : parameter.mul(weightDecay).addi(gradient);
    }

    @Override
    public Map<String, NDArray> state() {
        Map<String, NDArray> state = new LinkedHashMap<>();
        state.put("steps", steps);
        for (int i = 0; i < moments.size(); i++) {
            state.put("mean." + i, moments.get(i).mean());
            state.put("maximum." + i, moments.get(i).maximum());
        }
        return state;
    }

    /** First moment and infinity norm of the gradients of joined parameters. */
    private record Moments(NDArray mean, NDArray maximum) {
        static Moments zero(NDManager manager, JoinedArrays group) {
            return new Moments(manager.zeros(group.shape()), manager.zeros(group.shape()));
        }
    }
}
