package nvae.flow.iaf;

import java.util.List;
import nvae.api.distribution.FlowType;
import nvae.api.part.Options;
import nvae.testkit.FlowContract;

class MixtureLogisticCdfFlowTest extends FlowContract {
    @Override
    protected FlowType flow() {
        return new MixtureLogisticCdfFlow();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("mixtures", 1));
    }
}
