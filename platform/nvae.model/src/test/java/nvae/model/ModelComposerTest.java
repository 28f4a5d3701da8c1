package nvae.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import java.util.Map;
import nvae.api.distribution.ImageDistribution;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

class ModelComposerTest {

    @Test
    void aModelIsComposedWithoutTakingMemoryForItsParameters() {
        HierarchicalVae model = SmallModel.compose(Map.of());

        assertThat(model.getParameters().values()).isNotEmpty().noneMatch(parameter -> parameter.isInitialized());
    }

    @Test
    void anUnknownPartIsReportedWithItsKey() {
        refusal(Map.of("family", "cauchy")).hasMessageContaining("model.family").hasMessageContaining("cauchy");
        refusal(Map.of("likelihood", "poisson")).hasMessageContaining("model.likelihood").hasMessageContaining("poisson");
        refusal(Map.of("flowsPerGroup", 1, "flow", "glow")).hasMessageContaining("model.flow").hasMessageContaining("glow");
        refusal(encoder(Map.of("cell", "conv-next"))).hasMessageContaining("model.cells.encoder.cell").hasMessageContaining("conv-next");
        refusal(encoder(Map.of("gate", "film"))).hasMessageContaining("model.cells.encoder.gate").hasMessageContaining("film");
        refusal(encoder(Map.of("down", Map.of("gate", "film")))).hasMessageContaining("model.cells.encoder.down.gate").hasMessageContaining("film");
    }

    @Test
    void optionsThatDoNotFitTheirPlaceAreReportedWithTheKey() {
        refusal(encoder(Map.of("cell", Map.of("name", "regular", "kernel", 2)))).hasMessageContaining("model.cells.encoder.cell");
        refusal(encoder(Map.of("cell", Map.of("name", "separable", "groups", 7), "normalization", "batch")))
                .hasMessageContaining("model.cells.encoder.cell").hasMessageContaining("7");
    }

    @Test
    void imagesThatTheLikelihoodCannotModelAreReportedWithItsKey() {
        ModelConfiguration configuration = ModelConfiguration.read(SmallModel.with(Map.of("likelihood", "rgb-only")));
        LikelihoodType rgbOnly = options -> new RgbOnly();

        assertThatThrownBy(() -> new ModelComposer(new ExtraPart("rgb-only", rgbOnly)).compose(configuration, SmallModel.IMAGES))
                .isInstanceOf(InvalidModelException.class)
                .hasMessage("model.likelihood: images of 1 channel are not of 3");
    }

    @Test
    void everyPlaceTakesItsOwnParts() {
        long gated = ModelSummary.of(SmallModel.compose(Map.of())).parameters();
        long encoderUngated = ModelSummary.of(SmallModel.compose(encoder(Map.of("gate", "none")))).parameters();
        ModelSummary separableEncoder = ModelSummary.of(SmallModel.compose(encoder(Map.of("cell", "separable", "normalization", "batch"))));

        assertThat(encoderUngated).isLessThan(gated);
        assertThat(separableEncoder.parametersByComponent().get("decoder"))
                .isEqualTo(ModelSummary.of(SmallModel.compose(Map.of())).parametersByComponent().get("decoder"));
        assertThat(separableEncoder.convolutions()).isGreaterThan(ModelSummary.of(SmallModel.compose(Map.of())).convolutions());
    }

    @Test
    void withoutWeightNormNoConvolutionOfTheTowersHasOne() {
        Map<String, Object> batchOnly = Map.of("cell", "regular", "normalization", "batch", "activation", "swish", "gate", "none");
        Map<String, Object> cells = Map.of("preprocess", batchOnly, "encoder", batchOnly, "decoder", batchOnly, "postprocess", batchOnly);

        HierarchicalVae model = SmallModel.compose(Map.of("weightNorm", false, "cells", cells));

        assertThat(model.getParameters().keys()).noneMatch(name -> name.contains("logNorm"));
    }

    private static Map<String, Object> encoder(Map<String, ?> changes) {
        return Map.of("cells", SmallModel.cells(Map.of("encoder", SmallModel.regular(changes))));
    }

    private static AbstractThrowableAssert<?, ? extends Throwable> refusal(Map<String, ?> changes) {
        return assertThatThrownBy(() -> SmallModel.compose(changes)).isInstanceOf(InvalidModelException.class);
    }

    private static final class RgbOnly implements Likelihood {
        @Override
        public int parameterChannels(int imageChannels) {
            throw new IllegalArgumentException("images of " + imageChannels + " channel are not of 3");
        }

        @Override
        public ImageDistribution of(NDArray raw) {
            throw new AssertionError("nothing was composed");
        }
    }
}
