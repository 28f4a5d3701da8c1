package nvae.normalization;

import nvae.api.cell.NormalizationType;
import nvae.testkit.NormalizationContract;

class WeightNormTest extends NormalizationContract {
    @Override
    protected NormalizationType normalization() {
        return new WeightNorm();
    }
}
