package nvae.likelihood.logistic;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Part;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** One discretized logistic for each channel of each pixel (Kingma et al., 2016); channels are independent, any number of them. */
@Component
@Part(kind = LikelihoodType.KIND, name = "logistic")
@Designate(ocd = LogisticLikelihood.Options.class)
public final class LogisticLikelihood implements LikelihoodType {
    private static final int PARAMETERS_PER_CHANNEL = 2;

    @Override
    public Likelihood create(nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new Logistics(new Levels(chosen.bits()), (float) chosen.minLogScale());
    }

    /** What a logistic can be. */
    @ObjectClassDefinition(name = "Discretized logistic", description = "A logistic distribution for each channel, cut into bins.")
    @interface Options {
        @AttributeDefinition(name = "Bits", description = "Bits of a channel; the images must have been reduced to as many.", min = "1", max = "8")
        int bits() default 8;

        @AttributeDefinition(name = "Least log scale", description = "Log scales below are raised to this.")
        double minLogScale() default -7;
    }

    private record Logistics(Levels levels, float minLogScale) implements Likelihood {
        @Override
        public int parameterChannels(int imageChannels) {
            return PARAMETERS_PER_CHANNEL * imageChannels;
        }

        /** Means in the first half of the channels, log scales in the second. */
        @Override
        public ImageDistribution of(NDArray raw) {
            NDList halves = Tensors.split(raw, PARAMETERS_PER_CHANNEL, 1);
            return new Logistic(halves.get(0), halves.get(1).maximum(minLogScale), levels);
        }
    }

    /** Independent discretized logistics; mean and log scale are [N,C,H,W], on [-1,1]. */
    private record Logistic(NDArray centre, NDArray logScale, Levels levels) implements ImageDistribution {
        @Override
        public NDArray logLikelihood(NDArray x) {
            return Tensors.sumPerImage(Discretization.EXACT.logProbability(Levels.signed(x), centre, logScale, levels));
        }

        @Override
        public NDArray sample(Noise noise, float temperature) {
            NDArray logistic = noise.logistic(centre.getManager(), "x", centre.getShape());
            NDArray draw = logScale.exp().mul(temperature).mul(logistic).add(centre);
            return Levels.unsigned(Discretization.EXACT.settled(draw, levels));
        }

        @Override
        public NDArray mean() {
            return Levels.unsigned(centre.clip(-1, 1));
        }
    }
}
