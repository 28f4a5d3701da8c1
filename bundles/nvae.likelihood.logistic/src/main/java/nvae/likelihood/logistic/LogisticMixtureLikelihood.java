package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Part;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * A mixture of discretized logistics (Salimans et al., 2017): for RGB, a pixel's green depends on its red and its blue on both, within each
 * mixture component.
 */
@Component
@Part(kind = LikelihoodType.KIND, name = "logistic-mixture")
@Designate(ocd = LogisticMixtureLikelihood.Options.class)
public final class LogisticMixtureLikelihood implements LikelihoodType {
    private static final int GREY = 1;
    private static final int RGB = 3;

    @Override
    public Likelihood create(nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new Mixtures(
                chosen.mixtures(), new Levels(chosen.bits()), Discretization.named(chosen.discretization()), (float) chosen.minLogScale());
    }

    /** The defaults are NVAE's. */
    @ObjectClassDefinition(name = "Mixture of discretized logistics", description = "For grey (1 channel) and RGB (3 channels) images.")
    @interface Options {
        @AttributeDefinition(name = "Mixtures", description = "Components of the mixture.", min = "1")
        int mixtures() default 10;

        @AttributeDefinition(name = "Bits", description = "Bits of a channel; the images must have been reduced to as many.", min = "1", max = "8")
        int bits() default 8;

        @AttributeDefinition(
                name = "Discretization",
                description = "exact: probabilities sum to one, samples are rounded to values; reference: the NVAE program's rule, whose last bin"
                        + " is too wide at 7 and 8 bits, for comparison with its numbers.",
                options = {@Option(label = "reference", value = "reference"), @Option(label = "exact", value = "exact")})
        String discretization() default "reference";

        @AttributeDefinition(name = "Least log scale", description = "Log scales below are raised to this.")
        double minLogScale() default -7;
    }

    private record Mixtures(int mixtures, Levels levels, Discretization discretization, float minLogScale) implements Likelihood {
        /** M logits; then for each colour M means, M log scales and, for RGB, M coefficients. */
        @Override
        public int parameterChannels(int imageChannels) {
            return switch (imageChannels) {
                case GREY -> 3 * mixtures;
                case RGB -> 10 * mixtures;
                default -> throw new IllegalArgumentException("the likelihood logistic-mixture models images of 1 (grey) or 3 (RGB) channels,"
                        + " not of " + imageChannels + "; the likelihood logistic models any number");
            };
        }

        @Override
        public ImageDistribution of(NDArray raw) {
            Shape shape = raw.getShape();
            int colours = shape.get(1) == parameterChannels(RGB) ? RGB : GREY;
            int kinds = colours == RGB ? 3 : 2;
            NDArray planes = Tensors.planar(raw);
            NDArray logits = Tensors.slice(planes, 1, 0, mixtures);
            NDArray rest = Tensors.slice(planes, 1, mixtures, shape.get(1))
                    .reshape(shape.get(0), colours, (long) kinds * mixtures, shape.get(2), shape.get(3));
            NDList parameters = Tensors.split(rest, kinds, 2);
            NDArray logScales = parameters.get(1).clip(minLogScale, Float.MAX_VALUE);
            ColourChain chain = colours == RGB ? new RgbChain(Tensors.tanh(parameters.get(2))) : ColourChain.GREY;
            return new LogisticMixture(logits, parameters.get(0), logScales, chain, discretization, levels);
        }
    }
}
