package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.stream.IntStream;
import nvae.api.tensor.Noise;
import nvae.model.ImportanceWeightedBound;
import nvae.model.Pass;

/** A whole model in evaluation mode: the bound, and the importance-weighted bound. */
final class ModelEvaluationCheck implements GoldenCheck {
    private static final String IMPORTANCE_WEIGHTED = "train.test";

    @Override
    public boolean handles(String file, String function) {
        return function.startsWith("AutoEncoder.forward in eval mode") || function.startsWith(IMPORTANCE_WEIGHTED);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        ReferenceModel reference = new ReferenceModel(golden, manager);
        if (golden.function().startsWith(IMPORTANCE_WEIGHTED)) {
            importanceWeights(golden, reference, verdict);
        } else {
            new PassVerdict(golden, verdict).expect(reference.forward(reference.noise(0), false));
        }
    }

    private static void importanceWeights(GoldenCase golden, ReferenceModel reference, Verdict verdict) {
        int samples = golden.integer("num_samples");
        List<String> sets = IntStream.range(0, samples).mapToObj(set -> "eps.set" + set).toList();
        Noise noise = new GroupNoise(golden.sibling("input"), sets);
        Pass pass = reference.model().forward(reference.store(), reference.images(), samples, noise, false);
        ImportanceWeightedBound bound = ImportanceWeightedBound.of(pass, samples);
        NDArray nelbo = pass.elbo().nelbo().reshape(samples, -1).transpose();
        verdict.expect("log_iw", bound.logWeights().transpose());
        verdict.expect("nelbo_per_sample", nelbo);
        verdict.expect("nelbo", nelbo.mean());
        verdict.expect("neg_log_p", bound.negativeLogLikelihood().mean());
    }
}
