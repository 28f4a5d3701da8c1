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

/**
 * Normal priors and posteriors; the encoder says how far the posterior moves away from the prior, before the clamp (NVAE, section 3.2, eq.
 * 2): when the prior moves, the posterior moves with it.
 */
@Component
@Part(kind = FamilyType.KIND, name = "residual-normal")
@Designate(ocd = NormalOptions.class)
public final class ResidualNormalFamily implements FamilyType {
    @Override
    public Family create(Options options) {
        return new Residual(NormalParameters.of(options));
    }

    private record Residual(NormalParameters parameters) implements Family {
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
            return parameters.normal(rawPrior.add(rawEncoder));
        }
    }
}
