package nvae.activation;

import nvae.api.cell.ActivationType;
import nvae.testkit.ActivationContract;

class EluTest extends ActivationContract {
    @Override
    protected ActivationType activation() {
        return new Elu();
    }
}
