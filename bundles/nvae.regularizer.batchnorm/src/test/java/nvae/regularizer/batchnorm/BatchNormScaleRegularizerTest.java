package nvae.regularizer.batchnorm;

import nvae.api.training.RegularizerType;
import nvae.testkit.RegularizerContract;

class BatchNormScaleRegularizerTest extends RegularizerContract {
    @Override
    protected RegularizerType regularizer() {
        return new BatchNormScaleRegularizer();
    }
}
