package nvae.family.normal;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.Distribution;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.distribution.LocationScale;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Normal priors and posteriors; the encoder gives the posterior's parameters outright. */
@Component
@Part(kind = FamilyType.KIND, name = "normal")
@Designate(ocd = NormalOptions.class)
public final class NormalFamily implements FamilyType {
    @Override
    public Family create(Options options) {
        return new Absolute(NormalParameters.of(options));
    }

    private record Absolute(NormalParameters parameters) implements Family {
        @Override
        public int parametersPerLatent() {
            return LocationScale.PER_LATENT;
        }

        @Override
        public Distribution prior(NDArray raw) {
            return parameters.normal(raw);
        }

        @Override
        public Distribution posterior(NDArray rawPrior, NDArray rawEncoder) {
            return parameters.normal(rawEncoder);
        }
    }
}
