package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.api.tensor.Precision;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrecisionOptionTest {
    @TempDir
    private Path float32;

    @TempDir
    private Path half;

    @Test
    void trainingInBfloat16FollowsFloat32ButIsNotTheSame() throws Exception {
        assumeBfloat16();
        Map<String, Object> course = Map.of("steps", 8, "evaluateEvery", 0, "checkpointEvery", 0, "recompute", "cells");
        double single = TinyTrial.train(float32, course, new Recorder()).test().nelbo();
        double rounded = TinyTrial.train(half, with(course, "bfloat16"), new Recorder()).test().nelbo();
        assertThat(rounded).isNotEqualTo(single).isCloseTo(single, within(0.03 * single));
    }

    /** The loss scale begins so high that first steps are skipped, which is why the two are less close here. */
    @Test
    void trainingInFloat16WithALossScaleFollowsFloat32ButIsNotTheSame() throws Exception {
        try (NDManager manager = NDManager.newBaseManager()) {
            Assumptions.assumeTrue(manager.getEngine().getEngineName().equals("PyTorch"), "MXNet has no float16 convolutions on a CPU");
        }
        System.setProperty("nvae.precision.slowly", "true");
        try {
            Map<String, Object> course = Map.of("steps", 40, "evaluateEvery", 0, "checkpointEvery", 0);
            double single = TinyTrial.train(float32, course, new Recorder()).test().nelbo();
            double rounded = TinyTrial.train(half, with(course, "float16"), new Recorder()).test().nelbo();
            assertThat(rounded).isNotEqualTo(single).isCloseTo(single, within(0.1 * single));
        } finally {
            System.clearProperty("nvae.precision.slowly");
        }
    }

    @Test
    void precisionsThatTheDeviceHasNotAreRefusedByTheOptionsName() {
        assertThatThrownBy(() -> TinyTrial.train(float32, Map.of("precision", "float16"), new Recorder()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("training\\.precision: float16 needs a GPU, but this is a CPU; use (bfloat16 or )?float32");
        assertThatThrownBy(() -> TinyTrial.train(float32, Map.of("precision", "float8"), new Recorder()))
                .hasMessage("training.precision: 'float8' is unknown; float32, bfloat16 and float16 are");
    }

    private static void assumeBfloat16() {
        try (NDManager manager = NDManager.newBaseManager()) {
            Precision.BFLOAT16.requireOn(manager);
        } catch (IllegalArgumentException e) {
            Assumptions.abort(e.getMessage());
        }
    }

    private static Map<String, Object> with(Map<String, Object> course, String precision) {
        Map<String, Object> changed = new LinkedHashMap<>(course);
        changed.put("precision", precision);
        return changed;
    }
}
