package example.gate;

import java.util.List;
import nvae.api.cell.GateType;
import nvae.api.part.Options;
import nvae.testkit.GateContract;

class ExampleGateTest extends GateContract {
    @Override
    protected GateType gate() {
        return new ExampleGate();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("scale", 1));
    }
}
