package example.optimizer;

import java.util.List;
import nvae.api.part.Options;
import nvae.api.training.OptimizerType;
import nvae.testkit.OptimizerContract;

class ExampleOptimizerTest extends OptimizerContract {
    @Override
    protected OptimizerType optimizer() {
        return new ExampleOptimizer();
    }

    @Override
    protected List<Options> options() {
        return List.of(Options.none(), Options.of("decay", 0.5));
    }
}
