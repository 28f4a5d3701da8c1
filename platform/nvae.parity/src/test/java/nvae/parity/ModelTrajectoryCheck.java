package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.api.training.Optimizer;
import nvae.api.training.OptimizerType;
import nvae.testkit.ClassPathParts;

/** A few steps of training of a whole model: losses on the way, and how far every parameter has moved. */
final class ModelTrajectoryCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.startsWith("train.train: ");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        ReferenceModel reference = new ReferenceModel(golden, manager);
        NDList parameters = reference.parameters();
        List<NDArray> start = parameters.stream().map(NDArray::duplicate).toList();
        List<TrainingStep> steps = train(golden, reference, manager);

        verdict.expect("loss", each(steps, TrainingStep::loss));
        verdict.expect("recon", each(steps, step -> step.elbo().reconstruction().mean()));
        verdict.expect("kl", each(steps, step -> step.elbo().totalKl().mean()));
        verdict.expect("norm_loss", each(steps, TrainingStep::spectral));
        verdict.expect("bn_loss", each(steps, TrainingStep::batchNormScale));
        verdict.expect("param_norm_after", each(parameters, NDArray::norm));
        List<NDArray> moved = new ArrayList<>();
        for (int i = 0; i < start.size(); i++) {
            moved.add(parameters.get(i).sub(start.get(i)));
        }
        verdict.expect("delta_norm_after", each(moved, NDArray::norm));
    }

    private static List<TrainingStep> train(GoldenCase golden, ReferenceModel reference, NDManager manager) {
        NDList parameters = reference.parameters();
        Options options = Options.of(Map.of("weightDecay", golden.number("weight_decay"), "epsilon", golden.number("eps")));
        OptimizerType adamax = new ClassPathParts().get(OptimizerType.class, OptimizerType.KIND, "adamax");
        Optimizer optimizer = adamax.create(parameters, manager, options);
        TrainingStep.Run run = TrainingStep.in(reference, golden, manager);
        JsonArray rates = golden.hyper().getAsJsonArray("lr");
        JsonArray klCoefficients = golden.hyper().getAsJsonArray("kl_coeff");
        List<TrainingStep> steps = new ArrayList<>();
        for (int i = 0; i < rates.size(); i++) {
            steps.add(run.step(i, klCoefficients.get(i).getAsFloat()));
            NDList gradients = new NDList(parameters.stream().map(NDArray::getGradient).toList());
            optimizer.step(parameters, gradients, rates.get(i).getAsFloat());
            gradients.forEach(Tensors::forgetGradient);
        }
        return steps;
    }

    private static <T> float[] each(List<T> items, Function<T, NDArray> scalar) {
        float[] values = new float[items.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = scalar.apply(items.get(i)).getFloat();
        }
        return values;
    }
}
