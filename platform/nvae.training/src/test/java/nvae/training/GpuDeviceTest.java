package nvae.training;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.Device;
import ai.djl.engine.Engine;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/** {@code mvn -Dgpu test}; see docs/engines.md. */
@Tag("gpu")
class GpuDeviceTest extends DeviceContract {
    @BeforeAll
    static void needsAGpu() {
        Engine engine = Engine.getInstance();
        String message = "skipped: %s %s finds no GPU here (CUDA_VISIBLE_DEVICES=%s)".formatted(
                engine.getEngineName(), engine.getVersion(), System.getenv("CUDA_VISIBLE_DEVICES"));
        if (engine.getGpuCount() == 0) {
            System.out.println("GPU suite " + message);
        }
        assumeTrue(engine.getGpuCount() > 0, message);
    }

    @Override
    Device device() {
        return Device.gpu();
    }
}
