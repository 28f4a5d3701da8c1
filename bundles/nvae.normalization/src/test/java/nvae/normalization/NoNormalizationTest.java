package nvae.normalization;

import nvae.api.cell.NormalizationType;
import nvae.testkit.NormalizationContract;

class NoNormalizationTest extends NormalizationContract {
    @Override
    protected NormalizationType normalization() {
        return new NoNormalization();
    }
}
