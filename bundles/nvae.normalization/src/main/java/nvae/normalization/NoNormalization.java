package nvae.normalization;

import nvae.api.cell.Normalization;
import nvae.api.cell.NormalizationType;
import nvae.api.part.Options;
import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;

/** Neither features nor weights are normalized. */
@Component
@Part(kind = NormalizationType.KIND, name = "none")
public final class NoNormalization implements NormalizationType {
    @Override
    public Normalization create(Options options) {
        return new Normalizing(false, false);
    }
}
