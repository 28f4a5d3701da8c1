package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import nvae.api.distribution.Distribution;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.part.Options;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every family must do. A family's test is a subclass that names it. */
public abstract class FamilyContract extends TensorContract {
    private static final int LATENTS = 3;

    /** The family under test. */
    protected abstract FamilyType family();

    /** Options under which the contract must hold. */
    protected List<Options> options() {
        return List.of(Options.none());
    }

    @ParameterizedTest
    @MethodSource("options")
    void samplesHaveOneElementForEachLatentChannel(Options options) {
        Family family = family().create(options);
        long channels = family.parametersPerLatent() * 5L;
        NDArray raw = manager.zeros(new Shape(2, channels, 4, 3));

        assertThat(family.prior(raw).sample(NOISE, "z0", 1).getShape()).isEqualTo(new Shape(2, 5, 4, 3));
        assertThat(family.posterior(raw, raw).sample(NOISE, "z0", 1).getShape()).isEqualTo(new Shape(2, 5, 4, 3));
    }

    @ParameterizedTest
    @MethodSource("options")
    void densitiesIntegrateToOne(Options options) {
        Line line = new Line(options);

        for (int latent = 0; latent < LATENTS; latent++) {
            assertThat(line.expectation(latent, i -> 1)).isCloseTo(1, Offset.offset(1e-3));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void samplesFollowTheDensity(Options options) {
        Line line = new Line(options);
        int draws = 20_000;
        Distribution posterior = new Pair(options, draws).posterior;
        float[] samples = posterior.sample(NOISE, "z0", 1).toFloatArray();

        for (int latent = 0; latent < LATENTS; latent++) {
            int column = latent;
            double mean = line.expectation(latent, i -> line.z(i, column));
            double variance = line.expectation(latent, i -> Math.pow(line.z(i, column) - mean, 2));
            double fourth = line.expectation(latent, i -> Math.pow(line.z(i, column) - mean, 4));
            double sampleMean = 0;
            double sampleVariance = 0;
            for (int i = 0; i < draws; i++) {
                sampleMean += samples[i * LATENTS + latent] / draws;
                sampleVariance += Math.pow(samples[i * LATENTS + latent] - mean, 2) / draws;
            }
            assertThat(sampleMean).isCloseTo(mean, Offset.offset(5 * Math.sqrt(variance / draws)));
            assertThat(sampleVariance).isCloseTo(variance, Offset.offset(5 * Math.sqrt((fourth - variance * variance) / draws)));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void temperatureMultipliesTheDistanceFromTheCentre(Options options) {
        Distribution posterior = new Pair(options, 4).posterior;
        NDArray centre = posterior.sample(NOISE, "z0", 0);
        NDArray full = posterior.sample(NOISE, "z0", 1).sub(centre);
        NDArray half = posterior.sample(NOISE, "z0", 0.5f).sub(centre);

        assertThat(half.toFloatArray()).usingComparatorWithPrecision(1e-5f).containsExactly(full.mul(0.5).toFloatArray());
        assertThat(full.abs().min().getFloat()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("options")
    void klIsTheExpectedLogRatioOfTheDensities(Options options) {
        Line line = new Line(options);
        Pair pair = new Pair(options, 1);
        float[] kl = pair.posterior.kl(pair.prior).toFloatArray();

        for (int latent = 0; latent < LATENTS; latent++) {
            int column = latent;
            double expected = line.expectation(latent, i -> line.posterior[i * LATENTS + column] - line.prior[i * LATENTS + column]);
            assertThat((double) kl[latent]).isCloseTo(expected, Offset.offset(2e-3 * (1 + expected)));
        }
    }

    @ParameterizedTest
    @MethodSource("options")
    void klIsNeverNegativeAndZeroBetweenEquals(Options options) {
        Family family = family().create(options);
        long channels = family.parametersPerLatent() * 2L;
        Distribution one = family.prior(normal("one", 2, 50, channels, 2, 2));
        Distribution other = family.prior(normal("other", 2, 50, channels, 2, 2));

        assertThat(one.kl(other).min().getFloat()).isGreaterThan(-1e-5f);
        assertThat(one.kl(one).abs().max().getFloat()).isLessThan(1e-5f);
    }

    @ParameterizedTest
    @MethodSource("options")
    void gradientsAgreeWithFiniteDifferences(Options options) {
        Family family = family().create(options);
        long channels = family.parametersPerLatent() * 2L;
        NDArray prior = normal("prior", 0.7, 2, channels, 2, 2);
        NDArray encoder = normal("encoder", 0.7, 2, channels, 2, 2);
        NDArray z = normal("z", 2, 2, 2, 2, 2);

        Gradients.assertAgreeWithFiniteDifferences(encoder, raw -> family.posterior(prior, raw).sample(NOISE, "z0", 1));
        Gradients.assertAgreeWithFiniteDifferences(encoder, raw -> family.posterior(prior, raw).logDensity(z));
        Gradients.assertAgreeWithFiniteDifferences(encoder, raw -> family.posterior(prior, raw).kl(family.prior(prior)));
        Gradients.assertAgreeWithFiniteDifferences(prior, raw -> family.posterior(raw, encoder).kl(family.prior(raw)));
        Gradients.assertAgreeWithFiniteDifferences(prior, raw -> family.prior(raw).logDensity(z));
    }

    /** A posterior and a prior of three latents, the same for each of n images of one pixel. */
    private final class Pair {
        final Distribution posterior;
        final Distribution prior;

        Pair(Options options, int images) {
            Family family = family().create(options);
            long channels = (long) family.parametersPerLatent() * LATENTS;
            NDArray rawPrior = normal("prior", 0.7, 1, channels, 1, 1).repeat(0, images);
            NDArray rawEncoder = normal("encoder", 0.7, 1, channels, 1, 1).repeat(0, images);
            prior = family.prior(rawPrior);
            posterior = family.posterior(rawPrior, rawEncoder);
        }
    }

    /** Log densities of the {@link Pair} along a line that holds practically all of the posterior, for integrals by the trapezoid rule. */
    private final class Line {
        private static final int POINTS = 4001;
        private static final double HALF_WIDTH = 25;

        private final double[] begin = new double[LATENTS];
        private final double[] step = new double[LATENTS];
        final float[] posterior;
        final float[] prior;

        Line(Options options) {
            Pair pair = new Pair(options, POINTS);
            float[] samples = pair.posterior.sample(NOISE, "line", 1).toFloatArray();
            float[] centre = pair.posterior.sample(NOISE, "line", 0).toFloatArray();
            float[] points = new float[POINTS * LATENTS];
            for (int latent = 0; latent < LATENTS; latent++) {
                double spread = 0;
                for (int i = 0; i < POINTS; i++) {
                    spread += Math.abs(samples[i * LATENTS + latent] - centre[latent]) / POINTS;
                }
                begin[latent] = centre[latent] - HALF_WIDTH * spread;
                step[latent] = 2 * HALF_WIDTH * spread / (POINTS - 1);
                for (int i = 0; i < POINTS; i++) {
                    points[i * LATENTS + latent] = (float) z(i, latent);
                }
            }
            NDArray z = manager.create(points, new Shape(POINTS, LATENTS, 1, 1));
            posterior = pair.posterior.logDensity(z).toFloatArray();
            prior = pair.prior.logDensity(z).toFloatArray();
        }

        double z(int point, int latent) {
            return begin[latent] + point * step[latent];
        }

        /** The integral of the posterior's density times a function of the point's number. */
        double expectation(int latent, IntToDoubleFunction function) {
            double sum = 0;
            for (int i = 0; i < POINTS; i++) {
                sum += Math.exp(posterior[i * LATENTS + latent]) * function.applyAsDouble(i) * step[latent];
            }
            return sum;
        }
    }
}
