package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import com.google.gson.JsonArray;
import java.util.List;
import nvae.api.layer.Convolution;
import nvae.api.layer.Layers;
import nvae.kl.KlAnnealing;

/** One training step of a whole model: losses, intermediate features, statistics, the gradient of every parameter. */
final class ModelTrainCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.startsWith("train.train inner loop");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        ReferenceModel reference = new ReferenceModel(golden, manager);
        float klCoefficient = klCoefficient(golden);
        TrainingStep.Run run = TrainingStep.in(reference, golden, manager);
        TrainingStep step = run.step(0, klCoefficient);

        new PassVerdict(golden, verdict).expect(step.pass());
        expectLosses(step, verdict);
        verdict.expect("kl_coeff", klCoefficient);
        verdict.expect("wdn_coeff", run.lambda());
        verdict.expect("svd_top", largestSingularValues(reference));
        reference.expectStatistics(golden, verdict);
        expectGradients(golden, reference, verdict);
        new Activations(golden, reference, step.pass(), verdict).expect();
    }

    private static float klCoefficient(GoldenCase golden) {
        JsonArray step = golden.sibling("state").hyper().getAsJsonArray("kl_coeff_step");
        double annealed = step.get(1).getAsDouble();
        KlAnnealing schedule = new KlAnnealing(1, annealed, step.get(2).getAsDouble(), step.get(3).getAsDouble());
        return schedule.coefficient(step.get(0).getAsLong());
    }

    private static void expectLosses(TrainingStep step, Verdict verdict) {
        NDArray reconstruction = step.elbo().reconstruction();
        verdict.expect("balanced_kl", step.klTerm());
        verdict.expect("kl_coeffs", step.klWeights());
        verdict.expect("kl_vals", step.elbo().kl().mean(new int[] {0}));
        verdict.expect("nelbo_batch", reconstruction.add(step.klTerm()));
        verdict.expect("loss_vae", reconstruction.add(step.klTerm()).mean());
        verdict.expect("norm_loss", step.spectral());
        verdict.expect("bn_loss", step.batchNormScale());
        verdict.expect("loss", step.loss());
    }

    private static void expectGradients(GoldenCase golden, ReferenceModel reference, Verdict verdict) {
        List<String> names = reference.names();
        List<NDArray> gradients = reference.parameters().stream().map(NDArray::getGradient).toList();
        float[] norms = new float[names.size()];
        for (int i = 0; i < norms.length; i++) {
            norms[i] = gradients.get(i).norm().getFloat();
            if (golden.has("grad." + names.get(i))) {
                verdict.expect("grad." + names.get(i), gradients.get(i));
            }
        }
        verdict.expect("grad_norm", norms);
    }

    private static float[] largestSingularValues(ReferenceModel reference) {
        List<Convolution> convolutions = Layers.in(reference.model(), Convolution.class);
        float[] largest = new float[convolutions.size()];
        for (int i = 0; i < largest.length; i++) {
            largest[i] = (float) TopSingularTriple.of(convolutions.get(i).effectiveWeight()).sigma();
        }
        return largest;
    }
}
