package nvae.training.graph;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import nvae.testkit.TensorContract;
import org.junit.jupiter.api.BeforeEach;

/** What tests of graphs share: they are skipped on other engines. */
abstract class MxNetContract extends TensorContract {
    @BeforeEach
    final void onMxNet() {
        assumeTrue(manager.getEngine().getEngineName().equals("MXNet"), "graphs are MXNet's");
    }
}
