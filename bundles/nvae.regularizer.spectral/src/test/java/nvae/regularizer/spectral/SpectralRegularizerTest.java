package nvae.regularizer.spectral;

import nvae.api.training.RegularizerType;
import nvae.testkit.RegularizerContract;

class SpectralRegularizerTest extends RegularizerContract {
    @Override
    protected RegularizerType regularizer() {
        return new SpectralRegularizer();
    }
}
