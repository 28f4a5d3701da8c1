package example.activation;

import nvae.api.cell.ActivationType;
import nvae.testkit.ActivationContract;

class ExampleActivationTest extends ActivationContract {
    @Override
    protected ActivationType activation() {
        return new ExampleActivation();
    }
}
