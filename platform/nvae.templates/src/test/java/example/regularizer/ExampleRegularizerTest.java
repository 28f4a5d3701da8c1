package example.regularizer;

import nvae.api.training.RegularizerType;
import nvae.testkit.RegularizerContract;

class ExampleRegularizerTest extends RegularizerContract {
    @Override
    protected RegularizerType regularizer() {
        return new ExampleRegularizer();
    }
}
