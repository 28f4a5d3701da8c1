package example.normalization;

import java.util.List;
import nvae.api.cell.NormalizationType;
import nvae.api.part.Options;
import nvae.testkit.NormalizationContract;

class ExampleNormalizationTest extends NormalizationContract {
    @Override
    protected NormalizationType normalization() {
        return new ExampleNormalization();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("epsilon", 0.1));
    }
}
