package example.family;

import java.util.List;
import nvae.api.distribution.FamilyType;
import nvae.api.part.Options;
import nvae.testkit.FamilyContract;

class ExampleFamilyTest extends FamilyContract {
    @Override
    protected FamilyType family() {
        return new ExampleFamily();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("clamp", 0), Options.of("floor", 0.1));
    }
}
