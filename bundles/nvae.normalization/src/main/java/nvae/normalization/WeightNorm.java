package nvae.normalization;

import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** Weight norm alone (Salimans and Kingma, 2016). */
@Component
@Part(kind = NormalizationType.KIND, name = "weight")
public final class WeightNorm implements NormalizationType {
    @Override
    public Normalization create(Options options) {
        return new Normalizing(false, true);
    }
}
