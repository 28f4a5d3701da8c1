package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import nvae.api.part.Options;
import nvae.api.part.PartRef;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ModelConfigurationTest {

    @Test
    void whatIsLeftOutTakesTheSectionsDefault() {
        ModelConfiguration configuration = ModelConfiguration.read(SmallModel.with(Map.of()));

        assertThat(configuration.scales()).isEqualTo(2);
        assertThat(configuration.encoderCellsPerGroup()).isEqualTo(1);
        assertThat(configuration.weightNorm()).isTrue();
    }

    @Test
    void aSlotIsANameOrAMappingWithOptions() {
        ModelConfiguration configuration = ModelConfiguration.read(SmallModel.with(Map.of()));

        assertThat(configuration.family()).isEqualTo(new PartRef("residual-normal", Options.none()));
        assertThat(configuration.decoder().normal().cell()).isEqualTo(new PartRef("separable", Options.of("expansion", 2)));
    }

    @Test
    void theFlowIsNeededOnlyWhereThereAreFlows() {
        assertThat(ModelConfiguration.read(SmallModel.with(Map.of())).flow()).isEmpty();
        refusal(Map.of("flowsPerGroup", 1)).hasMessageContaining("model.flow");
        assertThat(ModelConfiguration.read(SmallModel.with(Map.of("flowsPerGroup", 1, "flow", "autoregressive"))).flow())
                .contains(new PartRef("autoregressive", Options.none()));
    }

    @Test
    void theCellsThatResampleAreThoseOfTheirPlaceExceptForWhatTheManifestChanges() {
        Map<String, Object> encoder = SmallModel.regular(Map.of("down", Map.of("gate", "none")));
        ModelConfiguration configuration = ModelConfiguration.read(SmallModel.with(Map.of("cells", SmallModel.cells(Map.of("encoder", encoder)))));

        assertThat(configuration.decoder().resampling()).isEqualTo(configuration.decoder().normal());
        assertThat(configuration.encoder().normal().gate().name()).isEqualTo("squeeze-excite");
        assertThat(configuration.encoder().resampling().gate().name()).isEqualTo("none");
        assertThat(configuration.encoder().resampling().cell()).isEqualTo(configuration.encoder().normal().cell());
        refusal(Map.of("cells", SmallModel.cells(Map.of("encoder", SmallModel.regular(Map.of("up", Map.of("gate", "none")))))))
                .hasMessageContaining("model.cells.encoder.up").hasMessageContaining("down");
    }

    @Test
    void anUnknownKeyIsRefusedWithTheKnownOnes() {
        refusal(Map.of("scale", 2)).hasMessageContaining("model.scale:").hasMessageContaining("scales");
        refusal(Map.of("cells", SmallModel.cells(Map.of("stem", "regular"))))
                .hasMessageContaining("model.cells.stem").hasMessageContaining("encoder");
    }

    @Test
    void aValueOfTheWrongTypeIsRefused() {
        refusal(Map.of("scales", "two")).hasMessageContaining("model.scales").hasMessageContaining("two").hasMessageContaining("int");
        refusal(Map.of("scales", 1.5)).hasMessageContaining("model.scales").hasMessageContaining("1.5");
        refusal(Map.of("weightNorm", 1)).hasMessageContaining("model.weightNorm").hasMessageContaining("boolean");
        refusal(Map.of("family", 3)).hasMessageContaining("model.family").hasMessageContaining("3");
        refusal(Map.of("cells", "regular")).hasMessageContaining("model.cells").hasMessageContaining("mapping");
    }

    @Test
    void aMissingSlotIsNamed() {
        Map<String, Object> encoder = new LinkedHashMap<>(SmallModel.regular(Map.of()));
        encoder.remove("gate");

        refusal(Map.of("cells", SmallModel.cells(Map.of("encoder", encoder)))).hasMessageContaining("model.cells.encoder.gate");
    }

    @Test
    void aBlockOfPreprocessingHasACell() {
        refusal(Map.of("preprocessCells", 0)).hasMessageContaining("model.preprocessCells: found 0").hasMessageContaining("at least 1");
    }

    @Test
    void postprocessingUndoesPreprocessing() {
        refusal(Map.of("postprocessBlocks", 2))
                .hasMessageContaining("model.postprocessBlocks: found 2").hasMessageContaining("preprocessBlocks is 1");
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusal(Map<String, ?> changes) {
        return assertThatThrownBy(() -> ModelConfiguration.read(SmallModel.with(changes))).isInstanceOf(InvalidModelException.class);
    }
}
