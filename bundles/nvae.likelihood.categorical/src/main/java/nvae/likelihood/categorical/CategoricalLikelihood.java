package nvae.likelihood.categorical;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** A logit for every value of every channel (van den Oord et al., 2016): no assumption on the distribution's form, 2^bits times the channels. */
@Component
@Part(kind = LikelihoodType.KIND, name = "categorical")
@Designate(ocd = CategoricalLikelihood.Options.class)
public final class CategoricalLikelihood implements LikelihoodType {
    @Override
    public Likelihood create(nvae.api.part.Options options) {
        return new Categoricals(1 << options.as(Options.class).bits());
    }

    /** How many values there are. */
    @ObjectClassDefinition(name = "Categorical likelihood", description = "A logit for every value of every channel.")
    @interface Options {
        @AttributeDefinition(name = "Bits", description = "Bits of a channel; the images must have been reduced to as many.", min = "1", max = "8")
        int bits() default 8;
    }

    private record Categoricals(int values) implements Likelihood {
        @Override
        public int parameterChannels(int imageChannels) {
            return imageChannels * values;
        }

        /** The logits of one channel's values stand together. */
        @Override
        public ImageDistribution of(NDArray raw) {
            Shape shape = raw.getShape();
            return new Categorical(raw.reshape(shape.get(0), shape.get(1) / values, values, shape.get(2), shape.get(3)));
        }
    }
}
