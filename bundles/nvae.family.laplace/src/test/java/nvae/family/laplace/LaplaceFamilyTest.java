package nvae.family.laplace;

import java.util.List;
import nvae.api.distribution.FamilyType;
import nvae.api.part.Options;
import nvae.testkit.FamilyContract;

class LaplaceFamilyTest extends FamilyContract {
    @Override
    protected FamilyType family() {
        return new LaplaceFamily();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("scale", "softplus"));
    }
}
