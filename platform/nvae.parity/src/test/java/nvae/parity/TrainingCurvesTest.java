package nvae.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import nvae.api.tensor.Tensors;
import nvae.training.Composition;
import nvae.training.TrainMetrics;
import nvae.training.TrainingObserver;
import nvae.training.TrainingResult;
import nvae.training.checkpoint.CheckpointState;
import nvae.training.checkpoint.Checkpoints;
import nvae.training.evaluation.Bound;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Trains as the reference did, from its initial weights on its images, and compares the curves; only data order and noise differ. Takes
 * many minutes: {@code mvn verify -P study}.
 */
@Tag("study")
class TrainingCurvesTest {
    private static final int SEED = 1;
    private static final Path FASHION_MNIST = Path.of("/usr/share/datasets/fashion-mnist");
    private static final long FIRST_COMPARED_EPOCH = 3;

    @TempDir
    private Path folder;

    @Test
    void theTestBoundFallsAsTheReferencesDoes() throws Exception {
        Path curves = Golden.folder().resolve("curves");
        assumeTrue(Files.exists(curves), "skipped: there are no golden curves in " + curves);
        assumeTrue(Files.exists(FASHION_MNIST), "skipped: " + FASHION_MNIST + " is missing; install the Debian package dataset-fashion-mnist");
        ReferenceCurves reference = new ReferenceCurves(curves, SEED);

        Map<Long, Double> found = new HashMap<>();
        TrainingResult result = train(reference, found);

        List<ReferenceCurves.Evaluation> expected = reference.evaluations();
        for (ReferenceCurves.Evaluation evaluation : expected) {
            if (evaluation.epochs() >= FIRST_COMPARED_EPOCH) {
                assertThat(found.get(evaluation.epochs()))
                        .as("test NELBO after %d epochs", evaluation.epochs())
                        .isCloseTo(evaluation.nelbo(), withinPercentage(5));
            }
        }
        assertThat(result.test().nelbo()).isCloseTo(expected.get(expected.size() - 1).nelbo(), withinPercentage(2));
    }

    private TrainingResult train(ReferenceCurves reference, Map<Long, Double> found) throws IOException, InterruptedException {
        try (NDManager manager = NDManager.newBaseManager();
                Composition composition = Composition.of(reference.configuration(), reference.parts(FASHION_MNIST), manager, SEED)) {
            NDList weights = reference.initialWeights(manager);
            List<Parameter> learned =
                    composition.learner().model().getParameters().values().stream().filter(Parameter::requiresGradient).toList();
            assertThat(learned).extracting(Parameter::getShape).isEqualTo(weights.stream().map(weight -> weight.getShape()).toList());
            for (int i = 0; i < weights.size(); i++) {
                Tensors.set(learned.get(i).getArray(), weights.get(i).toFloatArray());
            }
            return composition
                    .trainer(new Checkpoints(folder, "curves"), new Printer(reference.evaluations(), found))
                    .train(CheckpointState.start("curves", SEED, Map.of()));
        }
    }

    /** Prints both curves while they grow. */
    private record Printer(List<ReferenceCurves.Evaluation> expected, Map<Long, Double> found) implements TrainingObserver {
        @Override
        public void evaluated(long step, long epoch, Bound test) {
            found.put(epoch, test.nelbo());
            double wanted = expected.get((int) epoch).nelbo();
            System.out.printf(
                    "epoch %2d: test NELBO %.2f, reference %.2f, difference %+.2f %%%n",
                    epoch, test.nelbo(), wanted, 100 * (test.nelbo() / wanted - 1));
        }

        @Override
        public void trained(TrainMetrics metrics) {}

        @Override
        public void saved(long step) {}

        @Override
        public void drawn(long step, String name, Path png) {}
    }
}
