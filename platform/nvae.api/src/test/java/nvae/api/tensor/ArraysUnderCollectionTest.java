package nvae.api.tensor;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.GradientCollector;
import org.junit.jupiter.api.Test;

class ArraysUnderCollectionTest {
    private static final int SIZE = 1 << 18;
    private static final int ROUNDS = 200;

    /** On PyTorch, DJL alone fails this: see {@link nvae.launcher.PyTorchMemory}. */
    @Test
    void numbersInAFormulaHoldUntilTheBackwardPass() {
        int numbers = 500;
        try (NDManager manager = NDManager.newBaseManager()) {
            NDArray x = Tensors.create(manager, new float[] {1, 2, 3}, new Shape(3));
            x.setRequiresGradient(true);
            try (GradientCollector passes = manager.getEngine().newGradientCollector()) {
                NDArray y = x;
                for (int i = 0; i < numbers; i++) {
                    y = y.mul(i % 2 == 0 ? 4 : 0.25f);
                }
                System.gc();
                for (int i = 0; i < numbers; i++) {
                    manager.create(7f);
                }
                passes.backward(y.sum());
            }
            assertThat(x.getGradient().toFloatArray()).containsExactly(1, 1, 1);
        }
    }

    @Test
    void holdTheirValuesWhileTheGarbageCollectorRuns() throws InterruptedException {
        Thread collector = new Thread(() -> {
            while (!Thread.currentThread().isInterrupted()) {
                System.gc();
            }
        });
        collector.setDaemon(true);
        collector.start();
        try (NDManager manager = NDManager.newBaseManager()) {
            for (int round = 0; round < ROUNDS; round++) {
                float[] values = new float[SIZE];
                for (int i = 0; i < SIZE; i++) {
                    values[i] = round + i;
                }
                try (NDArray array = Tensors.create(manager, values, new Shape(2, SIZE / 2))) {
                    assertThat(array.toFloatArray()).isEqualTo(values);
                }
            }
        } finally {
            collector.interrupt();
            collector.join();
        }
    }
}
