package nvae.family.normal;

import java.util.List;
import java.util.Map;
import nvae.api.distribution.FamilyType;
import nvae.api.part.Options;
import nvae.testkit.FamilyContract;

class NormalFamilyTest extends FamilyContract {
    @Override
    protected FamilyType family() {
        return new NormalFamily();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("scale", "softplus"), Options.of(Map.of("clamp", 0, "floor", 0.1)));
    }
}
