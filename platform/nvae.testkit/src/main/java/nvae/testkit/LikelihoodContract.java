package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import org.assertj.core.data.Offset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every likelihood must do. A likelihood's test is a subclass that names it and says which values a pixel can have. */
public abstract class LikelihoodContract extends TensorContract {
    private static final int DRAWS = 20_000;

    /** Five standard errors of the mean of numbers in [0,1]. */
    private static final double FIVE_ERRORS = 5 * 0.5 / Math.sqrt(DRAWS);

    /** The likelihood under test. */
    protected abstract LikelihoodType likelihood();

    /** Cases under which the contract must hold. */
    protected abstract List<Case> cases();

    /**
     * A setting of the options for images of so many channels.
     *
     * @param levels values of a pixel's channel, ascending; few enough to list every image of one pixel. For a density, a fine grid that
     *     holds practically all of it, the values outside [0,1] included
     * @param cell what the density at a level stands for: its share of the line, 1 for probabilities
     */
    public record Case(Options options, int channels, double cell, double... levels) {
        /** A case of pixels that have so many levels, 0 and 1 included. */
        public static Case ofLevels(int levels, int channels, Options options) {
            double[] values = new double[levels];
            Arrays.setAll(values, i -> (double) i / (levels - 1));
            return new Case(options, channels, 1, values);
        }

        /** Number of different images of one pixel. */
        int images() {
            return (int) Math.pow(levels.length, channels);
        }

        /** One channel of the image with this number. */
        double value(int image, int channel) {
            return levels[image / (int) Math.pow(levels.length, channel) % levels.length];
        }

        @Override
        public String toString() {
            return "%d channels, %d levels, %s".formatted(channels, levels.length, options);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void probabilitiesSumToOne(Case setting) {
        assertThat(Arrays.stream(probabilities(setting)).sum()).isCloseTo(1, Offset.offset(1e-3));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void anImagesLogLikelihoodIsTheSumOverItsPixels(Case setting) {
        Likelihood likelihood = likelihood().create(setting.options);
        NDArray raw = normal("raw", 0.7, 2, likelihood.parameterChannels(setting.channels), 3, 4);
        NDArray x = image(setting, 2, 3, 4);
        NDArray byPixel = likelihood.of(asPixels(raw)).logLikelihood(asPixels(x));

        assertThat(likelihood.of(raw).logLikelihood(x).toFloatArray())
                .usingComparatorWithPrecision(1e-3f)
                .containsExactly(byPixel.reshape(2, 12).sum(new int[] {1}).toFloatArray());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplesFollowTheProbabilities(Case setting) {
        double[] probabilities = probabilities(setting);
        float[] samples = onePixel(setting, DRAWS).sample(NOISE, 1).toFloatArray();
        for (int a = 0; a < setting.channels; a++) {
            for (int b = 0; b <= a; b++) {
                double expected = 0;
                for (int image = 0; image < probabilities.length; image++) {
                    expected += probabilities[image] * clipped(setting.value(image, a)) * clipped(setting.value(image, b));
                }
                double seen = 0;
                for (int i = 0; i < samples.length; i += setting.channels) {
                    seen += (double) samples[i + a] * samples[i + b] / DRAWS;
                }
                assertThat(seen).as("mean product of channels %d and %d", a, b).isCloseTo(expected, Offset.offset(FIVE_ERRORS));
            }
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void samplesAndMeansAreImages(Case setting) {
        Likelihood likelihood = likelihood().create(setting.options);
        ImageDistribution images = likelihood.of(normal("raw", 3, 50, likelihood.parameterChannels(setting.channels), 4, 2));

        for (NDArray image : List.of(images.sample(NOISE, 1), images.mean())) {
            assertThat(image.getShape()).isEqualTo(new Shape(50, setting.channels, 4, 2));
            assertThat(image.min().getFloat()).isNotNegative();
            assertThat(image.max().getFloat()).isLessThanOrEqualTo(1);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aLowTemperatureShrinksTheNoise(Case setting) {
        assertThat(variance(setting, 0.3f)).isLessThan(variance(setting, 1));
        assertThat(variance(setting, 0)).isLessThan(1e-6f);
    }

    @ParameterizedTest
    @MethodSource("cases")
    void gradientsAgreeWithFiniteDifferences(Case setting) {
        Likelihood likelihood = likelihood().create(setting.options);
        NDArray raw = normal("raw", 0.5, 2, likelihood.parameterChannels(setting.channels), 2, 2);
        NDArray x = image(setting, 2, 2, 2);

        Gradients.assertAgreeWithFiniteDifferences(raw, r -> likelihood.of(r).logLikelihood(x));
    }

    private float variance(Case setting, float temperature) {
        NDArray samples = onePixel(setting, 2_000).sample(NOISE, temperature);
        return samples.sub(samples.mean(new int[] {0}, true)).square().mean().getFloat();
    }

    /** Probabilities of all images of one pixel. */
    private double[] probabilities(Case setting) {
        float[] values = new float[setting.images() * setting.channels];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) setting.value(i / setting.channels, i % setting.channels);
        }
        NDArray x = manager.create(values, new Shape(setting.images(), setting.channels, 1, 1));
        float[] logLikelihood = onePixel(setting, setting.images()).logLikelihood(x).toFloatArray();
        double[] probabilities = new double[logLikelihood.length];
        Arrays.setAll(probabilities, i -> Math.exp(logLikelihood[i]) * Math.pow(setting.cell, setting.channels));
        return probabilities;
    }

    /** The distribution of an image of one pixel, the same for each of n images. */
    private ImageDistribution onePixel(Case setting, int images) {
        Likelihood likelihood = likelihood().create(setting.options);
        return likelihood.of(normal("raw", 0.7, 1, likelihood.parameterChannels(setting.channels), 1, 1).repeat(0, images));
    }

    /** Images [n,C,height,width] of random levels. */
    private NDArray image(Case setting, int n, int height, int width) {
        Shape shape = new Shape(n, setting.channels, height, width);
        float[] values = NOISE.uniform(manager, "image", shape).toFloatArray();
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) clipped(setting.levels[(int) (values[i] * setting.levels.length)]);
        }
        return manager.create(values, shape);
    }

    private static double clipped(double value) {
        return Math.max(0, Math.min(1, value));
    }

    /** [N,C,H,W] to [NHW,C,1,1]. */
    private static NDArray asPixels(NDArray x) {
        return x.transpose(0, 2, 3, 1).reshape(-1, x.size(1), 1, 1);
    }
}
