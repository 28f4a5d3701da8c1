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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import nvae.api.cell.GateType;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.part.Parts;
import nvae.testkit.ClassPathParts;
import nvae.training.Composition;
import nvae.training.EvaluationSection;
import nvae.training.TinyTrial;
import nvae.training.data.TestBatches;
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

    /** In chunks of 16, 16 and 8 samples, since a batch has 16 images. */
    @Test
    void theEncoderRunsOnceForEachImageHoweverManySamplesShareIt() throws IOException {
        AtomicLong imagesUp = new AtomicLong();
        try (Composition counted = watched("encoder", x -> imagesUp.addAndGet(x.getShape().get(0)))) {
            counted.evaluator().importanceWeightedNll(1);
            long once = imagesUp.getAndSet(0);
            counted.evaluator().importanceWeightedNll(40);
            assertThat(imagesUp).hasValue(once);
            counted.evaluator().bound();
            assertThat(imagesUp).hasValue(2 * once);
        }
    }

    @Test
    void drawingRunsTheDecoderAlone() throws IOException {
        AtomicLong imagesUp = new AtomicLong();
        AtomicLong imagesDown = new AtomicLong();
        try (Composition up = watched("encoder", x -> imagesUp.incrementAndGet());
                Composition down = watched("decoder", x -> imagesDown.incrementAndGet())) {
            up.gallery(() -> {}).samples(folder.resolve("up.png"));
            down.gallery(() -> {}).samples(folder.resolve("down.png"));
        }
        assertThat(imagesUp).hasValue(0);
        assertThat(imagesDown).hasValueGreaterThan(0);
    }

    @Test
    void aChunkOfSamplesLeavesNothingForTheNextToCarry() throws IOException {
        List<Integer> arrays = new ArrayList<>();
        try (Composition watched = watched("postprocess", x -> arrays.add(arraysUpFrom(x.getManager())))) {
            TestBatches one = new TestBatches(watched.test().images(), 2);
            new Evaluator(watched.learner().model(), watched.learner().manager(), one).importanceWeightedNll(8);
        }
        int eachPass = arrays.size() / (20 * 4);
        assertThat(arrays.get(3 * eachPass) - arrays.get(eachPass))
                .as("arrays that two chunks of an image leave: their weights, and not all that they were computed with")
                .isLessThan(10);
    }

    /** A composition that shows the images which go through a place's cells. */
    private static Composition watched(String place, Consumer<NDArray> watcher) throws IOException {
        Parts others = new ClassPathParts();
        GateType gate = (channels, options) -> new Pointwise(x -> {
            watcher.accept(x);
            return x;
        });
        Parts parts = new Parts() {
            @Override
            public <T> T get(Class<T> type, String kind, String name) {
                return name.equals("watching") ? type.cast(gate) : others.get(type, kind, name);
            }
        };
        Map<String, Object> cell = Map.of("cell", "regular", "normalization", "weight-and-batch", "activation", "swish", "gate", "watching");
        return Composition.of(TinyTrial.withCells(place, cell), parts, NDManager.newBaseManager(), 3);
    }

    private static int arraysUpFrom(NDManager manager) {
        int arrays = 0;
        for (NDManager at = manager; at != null; at = at.getParentManager()) {
            arrays += at.getManagedArrays().size();
        }
        return arrays;
    }

    @Test
    void everyMeasurementSaysAfterEachBatchThatItGoesOn() {
        AtomicInteger batches = new AtomicInteger();
        Evaluator evaluator = composition.evaluator(batches::incrementAndGet);
        evaluator.bound();
        assertThat(batches).hasValue(2);
        evaluator.boundAndActiveUnits();
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
        assertThat(activeUnits()).hasSize(3).allSatisfy(units -> assertThat(units).isPositive());

        setWeightNormsOfPosteriorSamplers(-50);
        assertThat(activeUnits()).first().isEqualTo(0);
    }

    private List<Integer> activeUnits() {
        return composition.evaluator().boundAndActiveUnits().activeUnits();
    }

    @Test
    void countingActiveUnitsLeavesTheBoundAsItIs() {
        Evaluator evaluator = composition.evaluator();
        assertThat(evaluator.boundAndActiveUnits().bound()).isEqualTo(evaluator.bound());
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
