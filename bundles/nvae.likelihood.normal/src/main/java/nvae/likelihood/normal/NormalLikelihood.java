package nvae.likelihood.normal;

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

/**
 * A normal density of each channel, seen on [-1,1]. It is a density, not a probability: its nats do not compare with those of discretized
 * likelihoods, and bits per dimension mean nothing.
 */
@Component
@Part(kind = LikelihoodType.KIND, name = "normal")
@Designate(ocd = NormalLikelihood.Options.class)
public final class NormalLikelihood implements LikelihoodType {
    private static final int PARAMETERS_PER_CHANNEL = 2;
    private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

    @Override
    public Likelihood create(nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new Normals((float) chosen.clamp(), (float) chosen.floor());
    }

    /** The defaults are NVAE's. */
    @ObjectClassDefinition(name = "Normal likelihood", description = "A normal density for each channel of 2x - 1.")
    @interface Options {
        @AttributeDefinition(
                name = "Clamp",
                description = "Bound b of the soft clamp b tanh(x / b) on the mean and the log standard deviation.",
                min = "0.001")
        double clamp() default 5;

        @AttributeDefinition(name = "Floor", description = "Added to the standard deviation, so that it never reaches 0.", min = "0")
        double floor() default 0.01;
    }

    private record Normals(float clamp, float floor) implements Likelihood {
        @Override
        public int parameterChannels(int imageChannels) {
            return PARAMETERS_PER_CHANNEL * imageChannels;
        }

        /** Means in the first half of the channels, log standard deviations in the second. */
        @Override
        public ImageDistribution of(NDArray raw) {
            NDList halves = Tensors.split(Tensors.softClamp(raw, clamp), PARAMETERS_PER_CHANNEL, 1);
            return new Normal(halves.get(0), halves.get(1).exp().add(floor));
        }
    }

    /** Independent normals; centre and sigma are [N,C,H,W], on [-1,1]. */
    private record Normal(NDArray centre, NDArray sigma) implements ImageDistribution {
        @Override
        public NDArray logLikelihood(NDArray x) {
            NDArray standardized = x.mul(2).sub(1).sub(centre).div(sigma);
            return Tensors.sumPerImage(standardized.square().mul(-0.5).sub(sigma.log()).sub(HALF_LOG_TWO_PI));
        }

        @Override
        public NDArray sample(Noise noise, float temperature) {
            NDArray epsilon = noise.normal(centre.getManager(), "x", centre.getShape());
            return inImage(sigma.mul(temperature).mul(epsilon).add(centre));
        }

        @Override
        public NDArray mean() {
            return inImage(centre);
        }

        private static NDArray inImage(NDArray x) {
            return x.clip(-1, 1).mul(0.5).add(0.5);
        }
    }
}
