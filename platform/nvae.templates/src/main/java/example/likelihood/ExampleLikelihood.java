package example.likelihood;

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

/** A logistic density of each channel of 2x - 1. Its nats are those of a density: they do not compare with a probability's. */
@Component
@Part(kind = LikelihoodType.KIND, name = "example")
@Designate(ocd = ExampleLikelihood.Options.class)
public final class ExampleLikelihood implements LikelihoodType {
    private static final int PARAMETERS_PER_CHANNEL = 2;

    @ObjectClassDefinition(name = "Example likelihood", description = "A logistic density of each channel.")
    @interface Options {
        @AttributeDefinition(name = "Floor", description = "Added to the scale, so that it never reaches 0.", min = "0")
        double floor() default 0.01;
    }

    @Override
    public Likelihood create(nvae.api.part.Options options) {
        return new Logistics(options.as(Options.class).floor());
    }

    private record Logistics(double floor) implements Likelihood {
        private static final float CLAMP = 5;

        @Override
        public int parameterChannels(int imageChannels) {
            return PARAMETERS_PER_CHANNEL * imageChannels;
        }

        @Override
        public ImageDistribution of(NDArray raw) {
            NDList halves = Tensors.split(Tensors.softClamp(raw, CLAMP), PARAMETERS_PER_CHANNEL, 1);
            return new Logistic(halves.get(0), halves.get(1).exp().add(floor));
        }
    }

    /** Independent logistics; centre and scale are [N,C,H,W], on [-1,1]. */
    private record Logistic(NDArray centre, NDArray scale) implements ImageDistribution {
        @Override
        public NDArray logLikelihood(NDArray x) {
            NDArray u = x.mul(2).sub(1).sub(centre).div(scale);
            return Tensors.sumPerImage(u.add(scale.log()).add(Tensors.softplus(u.neg()).mul(2)).neg());
        }

        @Override
        public NDArray sample(Noise noise, float temperature) {
            NDArray logistic = noise.logistic(centre.getManager(), "x", centre.getShape());
            return inImage(scale.mul(temperature).mul(logistic).add(centre));
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
