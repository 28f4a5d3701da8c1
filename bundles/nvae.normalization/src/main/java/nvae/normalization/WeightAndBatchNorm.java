package nvae.normalization;

import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** Batch norm of the features and weight norm of the convolutions: the regular cells of NVAE. */
@Component
@Part(kind = NormalizationType.KIND, name = "weight-and-batch")
public final class WeightAndBatchNorm implements NormalizationType {
    @Override
    public Normalization create(Options options) {
        return new Normalizing(true, true);
    }
}
