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

/**
 * Laplace priors and posteriors; the encoder says how far the posterior moves away from the prior, before the clamp: NVAE's residual Normal
 * (section 3.2) with heavier tails.
 */
@Component
@Part(kind = FamilyType.KIND, name = "residual-laplace")
@Designate(ocd = LaplaceOptions.class)
public final class ResidualLaplaceFamily implements FamilyType {
    @Override
    public Family create(Options options) {
        return new Residual(LaplaceParameters.of(options));
    }

    private record Residual(LaplaceParameters parameters) implements Family {
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
            return parameters.laplace(rawPrior.add(rawEncoder));
        }
    }
}
