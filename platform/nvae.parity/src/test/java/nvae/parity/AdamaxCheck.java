package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.training.Optimizer;
import nvae.optimizer.adamax.AdamaxOptimizer;

/** Adamax, step by step: all parameters together, and each alone, whose moments are then the optimizer's state. */
final class AdamaxCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.equals("thirdparty.adamax.Adamax.step");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        Options options = options(golden);
        NDList together = parameters(golden, manager);
        NDList alone = parameters(golden, manager);
        Optimizer joint = new AdamaxOptimizer().create(together, manager, options);
        List<Optimizer> single = new ArrayList<>();
        alone.forEach(parameter -> single.add(new AdamaxOptimizer().create(new NDList(parameter), manager, options)));
        JsonArray rates = golden.hyper().getAsJsonArray("lrs");
        for (int step = 0; step < rates.size(); step++) {
            float rate = rates.get(step).getAsFloat();
            NDList gradients = new NDList();
            for (int i = 0; i < together.size(); i++) {
                NDArray gradient = golden.array("in.grad.step" + step + ".p" + i, manager);
                gradients.add(gradient);
                single.get(i).step(new NDList(alone.get(i)), new NDList(gradient), rate);
                Map<String, NDArray> state = single.get(i).state();
                verdict.expect("out.step" + step + ".p" + i, alone.get(i));
                verdict.expect("out.step" + step + ".exp_avg" + i, state.get("mean.0"));
                verdict.expect("out.step" + step + ".exp_inf" + i, state.get("maximum.0"));
            }
            joint.step(together, gradients, rate);
            for (int i = 0; i < together.size(); i++) {
                verdict.expect("out.step" + step + ".p" + i, together.get(i));
            }
        }
    }

    private static Options options(GoldenCase golden) {
        JsonArray betas = golden.hyper().getAsJsonArray("betas");
        return Options.of(Map.of(
                "weightDecay", golden.number("weight_decay"), "epsilon", golden.number("eps"),
                "beta1", betas.get(0).getAsDouble(), "beta2", betas.get(1).getAsDouble()));
    }

    private static NDList parameters(GoldenCase golden, NDManager manager) {
        NDList parameters = new NDList();
        golden.startingWith("in.p").forEach(parameter -> parameters.add(parameter.in(manager)));
        return parameters;
    }
}
