package nvae.gate;

import nvae.api.cell.GateType;
import nvae.testkit.GateContract;

class SqueezeExciteTest extends GateContract {
    @Override
    protected GateType gate() {
        return new SqueezeExcite();
    }
}
