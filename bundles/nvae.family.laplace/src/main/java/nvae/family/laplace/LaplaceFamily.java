package nvae.family.laplace;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.Distribution;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.distribution.LocationScale;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.Designate;

/** Laplace priors and posteriors; the encoder gives the posterior's parameters outright. */
@Component
@Part(kind = FamilyType.KIND, name = "laplace")
@Designate(ocd = LaplaceOptions.class)
public final class LaplaceFamily implements FamilyType {
    @Override
    public Family create(Options options) {
        return new Absolute(LaplaceParameters.of(options));
    }

    private record Absolute(LaplaceParameters parameters) implements Family {
        @Override
        public int parametersPerLatent() {
            return LocationScale.PER_LATENT;
        }

        @Override
        public Distribution prior(NDArray raw) {
            return parameters.laplace(raw);
        }

        @Override
        public Distribution posterior(NDArray rawPrior, NDArray rawEncoder) {
            return parameters.laplace(rawEncoder);
        }
    }
}
