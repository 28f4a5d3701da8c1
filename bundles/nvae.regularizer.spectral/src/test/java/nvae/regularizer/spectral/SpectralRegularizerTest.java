package nvae.regularizer.spectral;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.training.ParameterStore;
import java.util.List;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.ParameterStart;
import nvae.api.part.Options;
import nvae.api.training.RegularizerType;
import nvae.testkit.RegularizerContract;
import org.junit.jupiter.api.Test;

class SpectralRegularizerTest extends RegularizerContract {
    @Override
    protected RegularizerType regularizer() {
        return new SpectralRegularizer();
    }

    @Test
    void thePenaltiesOfPartsOfAModelAddUpToThatOfTheWhole() {
        Chain model = new Chain().then("stem", Convolution.of(3, 4, 3).build()).then("tower", new Chain()
                .then("first", Convolution.of(4, 6, 1).build()).then("second", Convolution.of(6, 6, 3).build()));
        Shape images = new Shape(1, 3, 4, 4);
        ParameterStart.initialize(model, manager, 3, images);
        model.forward(new ParameterStore(manager, false), new NDList(manager.zeros(images)), false);

        float whole = penalty(model, "**");
        float parts = penalty(model, "stem") + penalty(model, "tower/{first,second}");
        assertThat(parts).isCloseTo(whole, within(1e-3f));
        assertThat(penalty(model, "stem", "**/first")).isLessThan(whole - 0.1f);
    }

    private float penalty(Chain model, String... layers) {
        return regularizer().create(model, manager, 1, Options.of("layers", List.of(layers))).penalty().toFloatArray()[0];
    }
}
