package nvae.training.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import ai.djl.util.Pair;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import nvae.api.part.Options;
import nvae.training.Composition;
import nvae.training.EvaluationSection;
import nvae.training.TinyTrial;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluatorTest {
    private final NDManager manager = NDManager.newBaseManager();
    private Composition composition;

    @TempDir
    private Path folder;

    @BeforeEach
    void compose() throws IOException {
        composition = TinyTrial.compose(manager, Map.of());
    }

    @AfterEach
    void close() {
        composition.close();
    }

    @Test
    void theBoundIsTheSameEveryTimeAndItsTermsAddUp() {
        Bound bound = composition.evaluator().bound();
        assertThat(composition.evaluator().bound()).isEqualTo(bound);
        assertThat(bound.klPerGroup()).hasSize(3).allSatisfy(kl -> assertThat(kl).isPositive());
        assertThat(bound.nelbo()).isEqualTo(bound.recon() + bound.kl());
    }

    @Test
    void moreImportanceSamplesTightenTheBound() {
        Evaluator evaluator = composition.evaluator();
        double one = evaluator.importanceWeightedNll(1);
        double many = evaluator.importanceWeightedNll(40);
        assertThat(many).isLessThan(one);
        assertThat(one).isCloseTo(evaluator.bound().nelbo(), within(0.1 * one));
    }

    @Test
    void everyMeasurementSaysAfterEachBatchThatItGoesOn() {
        AtomicInteger batches = new AtomicInteger();
        Evaluator evaluator = composition.evaluator(batches::incrementAndGet);
        evaluator.bound();
        assertThat(batches).hasValue(2);
        evaluator.activeUnits();
        assertThat(batches).hasValue(4);
        evaluator.importanceWeightedNll(4);
        assertThat(batches).hasValue(9);
    }

    @Test
    void bitsPerDimensionCountTheImagesWithoutPadding() {
        assertThat(composition.evaluator().bitsPerDimension(28 * 28 * Math.log(2))).isCloseTo(1, within(1e-12));
    }

    @Test
    void unitsAreActiveWhereThePosteriorDependsOnTheImage() {
        setWeightNormsOfPosteriorSamplers(Math.log(10));
        assertThat(composition.evaluator().activeUnits()).hasSize(3).allSatisfy(units -> assertThat(units).isPositive());

        setWeightNormsOfPosteriorSamplers(-50);
        assertThat(composition.evaluator().activeUnits()).first().isEqualTo(0);
    }

    private void setWeightNormsOfPosteriorSamplers(double logNorm) {
        for (Pair<String, Parameter> parameter : composition.learner().model().getParameters()) {
            if (parameter.getKey().contains("posteriorSampler") && parameter.getKey().endsWith("logNorm")) {
                NDArray array = parameter.getValue().getArray();
                float[] values = new float[(int) array.size()];
                Arrays.fill(values, (float) logNorm);
                array.set(values);
            }
        }
    }

    @Test
    void picturesAreTheSameEveryTime() throws IOException {
        Path once = folder.resolve("once.png");
        Path again = folder.resolve("again.png");
        composition.gallery(() -> {}).samples(once);
        composition.gallery(() -> {}).samples(again);
        assertThat(again).hasSameBinaryContentAs(once);
    }

    @Test
    void readjustedStatisticsChangeThePictureAndArePutBack() throws IOException {
        Path plain = folder.resolve("plain.png");
        Path readjusted = folder.resolve("readjusted.png");
        composition.gallery(() -> {}).samples(plain);
        Map<String, float[]> before = state();
        gallery(Map.of("samples", 4, "readjustBatchNorm", 30)).samples(readjusted);

        assertThat(Files.readAllBytes(readjusted)).isNotEqualTo(Files.readAllBytes(plain));
        assertThat(state()).usingRecursiveComparison().isEqualTo(before);
    }

    private Gallery gallery(Map<String, ?> options) {
        return new Gallery(
                composition.learner().model(), manager, composition.test(),
                Options.of(options).as(EvaluationSection.Options.class), () -> {});
    }

    private Map<String, float[]> state() {
        Map<String, float[]> state = new HashMap<>();
        composition.learner().state().forEach((name, array) -> state.put(name, array.toFloatArray()));
        return state;
    }
}
