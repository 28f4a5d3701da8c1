package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import nvae.launcher.PyTorchMemory;
import nvae.training.data.TrainingBatches;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class LearnerMemoryTest {
    @TempDir
    private Path folder;

    /** In a process whose Java heap is all there from the start, so that what grows is the engine's. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void stepsLeaveNoArraysAndNoMemoryBehind() throws Exception {
        ChildJvm.run(folder, List.of("-Xms100m", "-Xmx100m", "-XX:+AlwaysPreTouch"), Steps.class);
    }

    /** Trains, and fails if something stays behind in every one of some rounds: what grows in one alone is warming up. */
    static final class Steps {
        private static final int WARM_UP = 10;
        private static final int ROUNDS = 3;
        private static final int STEPS_A_ROUND = 20;
        private static final long ALLOWED_GROWTH = 2L << 20;

        public static void main(String[] arguments) throws IOException, InterruptedException {
            PyTorchMemory.own();
            try (NDManager manager = NDManager.newBaseManager();
                    Composition composition = TinyTrial.compose(manager, Map.of("steps", WARM_UP + ROUNDS * STEPS_A_ROUND));
                    TrainingBatches batches = new TrainingBatches(composition.training(), 8, TinyTrial.SEED, 0);
                    StepWindow window = new StepWindow(manager, 3)) {
                run(composition.learner(), batches, window, WARM_UP);
                int arrays = manager.getManagedArrays().size();
                long leastGrowth = Long.MAX_VALUE;
                for (int round = 0; round < ROUNDS; round++) {
                    long resident = residentBytes();
                    run(composition.learner(), batches, window, STEPS_A_ROUND);
                    leastGrowth = Math.min(leastGrowth, residentBytes() - resident);
                }
                assertThat(manager.getManagedArrays()).hasSize(arrays);
                assertThat(leastGrowth).isLessThan(ALLOWED_GROWTH);
            }
        }

        private static void run(Learner learner, TrainingBatches batches, StepWindow window, int steps) throws InterruptedException {
            for (int step = 0; step < steps; step++) {
                learner.step(batches.next(), step, 1e-3f, window);
                window.read();
            }
        }

        private static long residentBytes() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .mapToLong(line -> 1024 * Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
