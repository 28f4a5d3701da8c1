package nvae.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Chain;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.model.CellConfiguration;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.testkit.ClassPathParts;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Cells with swishes large enough to be cut out of their graph. */
class BlockPassTest {
    private static final long SEED = 5;
    private static final int PASSES = 6;
    private static final long ENOUGH = 20;
    private static final Shape FEATURES = new Shape(8, 64, 32, 32);

    @ParameterizedTest
    @ValueSource(strings = {"encoder", "decoder"})
    void aGraphGivesTheBitsOfRecordedPasses(String place) {
        try (NDManager manager = NDManager.newBaseManager()) {
            assumeTrue(manager.getEngine().getEngineName().equals("MXNet"), "graphs are MXNet's");
            Block recordedCells = cells(place, manager);
            Block cells = cells(place, manager);
            BlockPass recorded = new BlockPass(recordedCells, training(false), ENOUGH, manager);
            BlockPass compiled = new BlockPass(cells, training(true), ENOUGH, manager);

            assertThat(after(compiled, cells, manager)).usingRecursiveComparison().isEqualTo(after(recorded, recordedCells, manager));
            assertThat(recorded.compiled()).isEqualTo(Compiled.no("training.compile is off"));
            assertThat(compiled.compiled()).isEqualTo(Compiled.YES);
        }
    }

    private static TrainingSection.Options training(boolean compile) {
        return Options.of("compile", compile).as(TrainingSection.Options.class);
    }

    private static Block cells(String place, NDManager manager) {
        ModelConfiguration model = Composition.architecture(TinyTrial.configuration(Map.of()));
        CellConfiguration cell = (place.equals("encoder") ? model.encoder() : model.decoder()).normal();
        ModelComposer composer = new ModelComposer(new ClassPathParts());
        int channels = Math.toIntExact(FEATURES.get(1));
        Chain cells = new Chain();
        cells.then("cell", composer.cell(place, cell, channels)).then("cell", composer.cell(place, cell, channels));
        ParameterStart.initialize(cells, manager, SEED, FEATURES);
        return cells;
    }

    /** What passes leave: gradients, and running statistics. */
    private static List<float[]> after(BlockPass pass, Block cells, NDManager manager) {
        List<NDArray> parameters = cells.getParameters().values().stream().map(Parameter::getArray).toList();
        for (int i = 0; i < PASSES; i++) {
            try (Attachment work = Attachment.of(manager, parameters)) {
                pass.run(Noise.seeded(SEED, i).normal(work.manager(), "x", FEATURES));
                Tensors.awaitAll(manager);
            }
        }
        return parameters.stream().map(array -> (array.hasGradient() ? array.getGradient() : array).toFloatArray()).toList();
    }
}
