package nvae.testkit;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import nvae.api.tensor.Noise;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/** What contracts on tensors share: a manager for each test, and numbers that are the same in every run. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class TensorContract {
    /** Draws of the contracts; one seed, so that a failure repeats. */
    protected static final Noise NOISE = Noise.seeded(1, 0);

    /** Owns the arrays of the running test. */
    protected NDManager manager;

    @BeforeEach
    final void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    final void closeManager() {
        manager.close();
    }

    /** Normal numbers with mean 0, named so that two draws differ. */
    protected final NDArray normal(String name, double deviation, long... shape) {
        return NOISE.normal(manager, name, new Shape(shape)).mul(deviation);
    }
}
