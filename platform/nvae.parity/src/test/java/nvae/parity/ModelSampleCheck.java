package nvae.parity;

import ai.djl.ndarray.NDManager;
import nvae.model.Generation;
import nvae.model.LatentSource;
import nvae.model.SamplingStatistics;

/** Samples of a whole model, with its own batch-norm statistics and with readjusted ones. */
final class ModelSampleCheck implements GoldenCheck {
    private static final String READJUSTED = "evaluate.set_bn";

    @Override
    public boolean handles(String file, String function) {
        return function.startsWith("AutoEncoder.sample in eval mode") || function.startsWith(READJUSTED);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        ReferenceModel reference = new ReferenceModel(golden, manager);
        if (golden.function().startsWith(READJUSTED)) {
            readjusted(golden, reference, manager, verdict);
        } else {
            Generation generation = sample(golden, (float) golden.number("t"), reference, manager);
            verdict.expect("logits", generation.raw());
            verdict.expect("image_mean", reference.distribution(generation.raw()).mean());
        }
    }

    private static void readjusted(GoldenCase golden, ReferenceModel reference, NDManager manager, Verdict verdict) {
        float temperature = (float) golden.number("t");
        try (SamplingStatistics statistics = new SamplingStatistics(reference.model(), reference.store(), manager)) {
            int steps = golden.integer("iter");
            int images = golden.integer("num_samples");
            statistics.readjust(steps, images, temperature, step -> GroupNoise.of(golden, "eps.iter" + step));
            reference.expectStatistics(golden, verdict);
            verdict.expect("logits", sample(golden.sibling("sample"), temperature, reference, manager).raw());
        }
    }

    private static Generation sample(GoldenCase sample, float temperature, ReferenceModel reference, NDManager manager) {
        LatentSource source = LatentSource.prior(GroupNoise.of(sample, "eps"), temperature);
        return reference.model().generate(reference.store(), manager, sample.integer("num_samples"), source, false);
    }
}
