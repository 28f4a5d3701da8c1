package example.family;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.Distribution;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.distribution.LocationScale;
import nvae.api.distribution.ScaleMap;
import nvae.api.part.Part;
import nvae.api.tensor.Noise;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Normal priors, and posteriors that move their mean from the prior's and keep a scale of their own. */
@Component
@Part(kind = FamilyType.KIND, name = "example")
@Designate(ocd = ExampleFamily.Options.class)
public final class ExampleFamily implements FamilyType {
    @ObjectClassDefinition(name = "Example family", description = "Normal; the posterior's mean moves from the prior's.")
    @interface Options {
        @AttributeDefinition(name = "Clamp", description = "Bound of the soft clamp on raw parameters; 0 for none.", min = "0")
        double clamp() default 5;

        @AttributeDefinition(name = "Floor", description = "Added to the scale, so that it never reaches 0.", min = "0")
        double floor() default 0.01;
    }

    @Override
    public Family create(nvae.api.part.Options options) {
        Options chosen = options.as(Options.class);
        return new Moved(new LocationScale.FromRaw(ScaleMap.EXP, (float) chosen.clamp(), (float) chosen.floor()));
    }

    private record Moved(LocationScale.FromRaw map) implements Family {
        @Override
        public int parametersPerLatent() {
            return LocationScale.PER_LATENT;
        }

        @Override
        public Distribution prior(NDArray raw) {
            LocationScale prior = map.of(raw);
            return new Normal(prior.location(), prior.scale());
        }

        @Override
        public Distribution posterior(NDArray rawPrior, NDArray rawEncoder) {
            LocationScale move = map.of(rawEncoder);
            return new Normal(map.of(rawPrior).location().add(move.location()), move.scale());
        }
    }

    /** N(mean, sigma^2) in every element of [N,Z,H,W]. */
    private record Normal(NDArray mean, NDArray sigma) implements Distribution {
        private static final double HALF_LOG_TWO_PI = 0.5 * Math.log(2 * Math.PI);

        @Override
        public NDArray sample(Noise noise, String variable, float temperature) {
            NDArray epsilon = noise.normal(mean.getManager(), variable, mean.getShape());
            return sigma.mul(epsilon).mul(temperature).add(mean);
        }

        @Override
        public NDArray logDensity(NDArray z) {
            NDArray standardized = z.sub(mean).div(sigma);
            return standardized.square().mul(-0.5).sub(sigma.log()).sub(HALF_LOG_TWO_PI);
        }

        @Override
        public NDArray kl(Distribution other) {
            Normal prior = (Normal) other;
            NDArray distance = mean.sub(prior.mean).div(prior.sigma);
            NDArray ratio = sigma.div(prior.sigma);
            return distance.square().add(ratio.square()).sub(1).mul(0.5).sub(ratio.log());
        }
    }
}
