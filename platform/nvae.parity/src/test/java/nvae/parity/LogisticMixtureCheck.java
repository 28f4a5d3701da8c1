package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Map;
import nvae.api.distribution.Likelihood;
import nvae.api.part.Options;
import nvae.api.tensor.Noise;
import nvae.likelihood.logistic.LogisticMixtureLikelihood;
import nvae.testkit.Gradients;

/** The mixture of discretized logistics under the reference's rule for bins, and its samples at every recorded temperature. */
final class LogisticMixtureCheck implements GoldenCheck {
    private static final String SAMPLE = "sample_t";
    private static final String OUT = ".out";

    @Override
    public boolean handles(String file, String function) {
        return function.equals("distributions.DiscMixLogistic(param, num_mix, num_bits)");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        Likelihood likelihood = new LogisticMixtureLikelihood().create(Options.of(Map.of(
                "mixtures", golden.integer("num_mix"), "bits", golden.integer("num_bits"), "discretization", "reference")));
        NDArray raw = golden.array("in.param", manager);
        NDArray x = golden.array("in.x", manager);
        verdict.expect("out.log_prob", Pixels.logLikelihoods(likelihood, raw, x));
        verdict.expect("out.recon_loss", likelihood.of(raw).logLikelihood(x).neg());
        verdict.expect("out.mean", likelihood.of(raw).mean());
        verdict.expect("grad.in.param",
                Gradients.of(raw, r -> Pixels.logLikelihoods(likelihood, r, x), golden.array("R", manager)));
        for (GoldenArray sample : golden.startingWith(SAMPLE)) {
            if (sample.name().endsWith(OUT)) {
                String name = sample.name().substring(0, sample.name().length() - OUT.length());
                verdict.expect(sample.name(), sample(golden, likelihood, raw, name));
            }
        }
    }

    private static NDArray sample(GoldenCase golden, Likelihood likelihood, NDArray raw, String name) {
        float temperature = Float.parseFloat(name.substring(SAMPLE.length()));
        RecordedNoise noise = new RecordedNoise(
                Map.of("x.mixture", golden.array(name + ".u_gumbel"), "x", golden.array(name + ".u_logistic")));
        return likelihood.of(raw).sample(new Stretched(noise, temperature), temperature);
    }

    /**
     * The reference divides the logistic's scale by the temperature, where ours multiplies it: the same sample comes of logistic numbers that
     * are divided by the temperature twice.
     */
    private record Stretched(Noise noise, float temperature) implements Noise {
        @Override
        public NDArray normal(NDManager manager, String variable, Shape shape) {
            return noise.normal(manager, variable, shape);
        }

        @Override
        public NDArray uniform(NDManager manager, String variable, Shape shape) {
            return noise.uniform(manager, variable, shape);
        }

        @Override
        public NDArray logistic(NDManager manager, String variable, Shape shape) {
            return noise.logistic(manager, variable, shape).div(temperature * temperature);
        }
    }
}
