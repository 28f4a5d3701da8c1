package nvae.parity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import ai.djl.ndarray.NDManager;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Reproduces the golden numbers: walks the index of the folder that the system property {@code nvae.golden} names, and recomputes every
 * case that a check handles. A case that no check handles is reported as skipped and counted as not covered.
 */
class GoldenParityTest {
    private static final List<GoldenCheck> CHECKS = List.of(
            new LayerCheck(),
            new CellCheck(),
            new FamilyCheck(),
            new BernoulliCheck(),
            new NormalDecoderCheck(),
            new LogisticMixtureCheck(),
            new FlowCheck(),
            new SpectralCheck(),
            new BatchNormScaleCheck(),
            new ScheduleCheck(),
            new AdamaxCheck(),
            new BitDepthCheck(),
            new ImageGridCheck(),
            new GroupsPerScaleCheck(),
            new ModelStateCheck(),
            new ModelTrainCheck(),
            new ModelEvaluationCheck(),
            new ModelSampleCheck(),
            new ModelTrajectoryCheck());

    private static final Summary SUMMARY = new Summary();

    @TestFactory
    Stream<DynamicNode> everyGoldenCaseIsReproduced() throws IOException {
        Path folder = Golden.folder();
        Optional<Golden> golden = Golden.in(folder);
        return golden.isPresent()
                ? golden.get().files().stream().map(this::file)
                : Stream.of(DynamicTest.dynamicTest("golden numbers", () ->
                        abort("no golden numbers: there is no index.json in " + folder + "; name a folder by -Dnvae.golden=<folder>")));
    }

    private DynamicContainer file(GoldenFile file) {
        return DynamicContainer.dynamicContainer(
                file.name(), file.caseNames().stream().map(name -> DynamicTest.dynamicTest(name, () -> check(file, name))));
    }

    private void check(GoldenFile file, String caseName) {
        String function = file.function(caseName);
        Optional<GoldenCheck> check = CHECKS.stream().filter(candidate -> candidate.handles(file.name(), function)).findFirst();
        if (check.isEmpty()) {
            SUMMARY.notCovered(file.name(), caseName);
            abort("no check handles " + function);
        }
        GoldenCase golden = file.oneCase(caseName);
        Verdict verdict = new Verdict(golden);
        SUMMARY.failed(file.name(), caseName);
        try (NDManager manager = NDManager.newBaseManager()) {
            check.get().check(golden, manager, verdict);
        }
        SUMMARY.compared(file.name(), verdict.compared(), verdict.worst(), verdict.worstRelative());
        assertThat(verdict.problems()).as(golden + " " + function).isEmpty();
        SUMMARY.reproduced(file.name(), caseName);
    }

    @AfterAll
    static void printSummary() {
        System.out.print(SUMMARY);
    }
}
