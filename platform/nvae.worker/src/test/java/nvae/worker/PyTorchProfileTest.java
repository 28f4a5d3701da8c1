package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import nvae.api.tensor.Tensors;
import nvae.launcher.PyTorchMemory;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PyTorchProfileTest {
    static {
        PyTorchMemory.own();
    }

    /** Swish is a TorchScript expression: what it calls is counted, not the call of the expression. */
    @Test
    void operatorsAndTheirBackwardPassesAreCountedOnceEach(@TempDir Path folder) throws IOException {
        Engine engine = Engine.getInstance();
        Assumptions.assumeTrue(engine.getEngineName().equals("PyTorch"), "this is PyTorch's profiler");
        List<OperatorProfile.Operator> operators;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = manager.ones(new Shape(2, 3, 4, 4));
            x.setRequiresGradient(true);
            OperatorProfile profile = OperatorProfile.begin(engine, folder);
            for (int step = 0; step < 2; step++) {
                try (GradientCollector collector = engine.newGradientCollector()) {
                    collector.backward(Tensors.swish(x).sum());
                }
            }
            operators = profile.end(2);
        }
        assertThat(operators).extracting(OperatorProfile.Operator::name).contains("aten::silu", "aten::sum", "SiluBackward0").doesNotContain("forward");
        assertThat(operators).filteredOn(operator -> operator.name().contains("ilu")).allSatisfy(operator -> {
            assertThat(operator.calls()).isEqualTo(1);
            assertThat(operator.seconds()).isPositive();
        });
    }
}
