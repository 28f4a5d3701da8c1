package nvae.activation;

import nvae.api.cell.ActivationType;
import nvae.testkit.ActivationContract;

class GeluTest extends ActivationContract {
    @Override
    protected ActivationType activation() {
        return new Gelu();
    }
}
