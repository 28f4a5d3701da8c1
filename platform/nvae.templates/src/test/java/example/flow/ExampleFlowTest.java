package example.flow;

import java.util.List;
import nvae.api.distribution.FlowType;
import nvae.api.part.Options;
import nvae.testkit.FlowContract;

class ExampleFlowTest extends FlowContract {
    @Override
    protected FlowType flow() {
        return new ExampleFlow();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("bound", 0.5));
    }
}
