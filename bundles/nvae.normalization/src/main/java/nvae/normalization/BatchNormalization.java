package nvae.normalization;

import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** Batch norm alone (Ioffe and Szegedy, 2015). */
@Component
@Part(kind = NormalizationType.KIND, name = "batch")
public final class BatchNormalization implements NormalizationType {
    @Override
    public Normalization create(Options options) {
        return new Normalizing(true, false);
    }
}
