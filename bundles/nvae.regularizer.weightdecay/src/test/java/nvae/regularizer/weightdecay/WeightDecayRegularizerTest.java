package nvae.regularizer.weightdecay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.api.training.RegularizerType;
import nvae.testkit.RegularizerContract;
import org.junit.jupiter.api.Test;

class WeightDecayRegularizerTest extends RegularizerContract {
    @Override
    protected RegularizerType regularizer() {
        return new WeightDecayRegularizer();
    }

    @Test
    void onlyWeightsCountAndOnlyThoseOfTheLayersThatMatch() {
        Convolution stem = Convolution.of(1, 1, 1).build();
        Convolution last = Convolution.of(1, 1, 1).weightNorm(false).build();
        Chain model = new Chain().then("stem", stem).then("tower", new Chain().then("norm", new BatchNorm(1)).then("last", last));
        ParameterStart.initialize(model, manager, 1, new Shape(1, 1, 2, 2));
        Tensors.set(stem.getParameters().get("weight").getArray(), new float[] {3});
        Tensors.set(last.unconstrainedWeight(), new float[] {4});

        assertThat(penalty(model, "**")).isEqualTo(12.5f);
        assertThat(penalty(model, "tower/**")).isEqualTo(8);
        assertThatThrownBy(() -> penalty(model, "decoder/**")).hasMessageContaining("no layer matches 'decoder/**'");
    }

    private float penalty(Chain model, String layers) {
        return regularizer().create(model, manager, 1, Options.of("layers", List.of(layers))).penalty().toFloatArray()[0];
    }
}
