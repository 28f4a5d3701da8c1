package nvae.likelihood.logistic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.Map;
import nvae.api.distribution.Likelihood;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.testkit.LikelihoodContract;
import org.junit.jupiter.api.Test;

class LogisticMixtureLikelihoodTest extends LikelihoodContract {
    @Override
    protected LikelihoodType likelihood() {
        return new LogisticMixtureLikelihood();
    }

    @Override
    protected List<Case> cases() {
        return List.of(
                Case.ofLevels(256, 1, exact(8, 10)), Case.ofLevels(2, 1, exact(1, 1)),
                Case.ofLevels(2, 3, exact(1, 3)), Case.ofLevels(8, 3, exact(3, 2)));
    }

    private static Options exact(int bits, int mixtures) {
        return Options.of(Map.of("discretization", "exact", "bits", bits, "mixtures", mixtures));
    }

    @Test
    void theReferenceRuleSumsToOneAtFiveBitsButNotNearWhiteAtEight() {
        assertThat(sumOfProbabilities(5, "reference")).isBetween(0.999, 1.001);
        assertThat(sumOfProbabilities(8, "reference")).isGreaterThan(1.05);
        assertThat(sumOfProbabilities(8, "exact")).isBetween(0.999, 1.001);
    }

    /** Of all values of a grey pixel whose logistic sits near white. */
    private double sumOfProbabilities(int bits, String rule) {
        Likelihood likelihood = likelihood().create(Options.of(Map.of("discretization", rule, "bits", bits, "mixtures", 1)));
        int levels = 1 << bits;
        NDArray raw = manager.create(new float[] {0, 0.97f, -4}, new Shape(1, 3, 1, 1)).repeat(0, levels);
        NDArray x = manager.arange(levels).div(levels - 1f).reshape(levels, 1, 1, 1);
        return likelihood.of(raw).logLikelihood(x).exp().sum().getFloat();
    }

    @Test
    void otherThanGreyOrRgbImagesAreRefused() {
        Likelihood likelihood = likelihood().create(Options.none());

        assertThatThrownBy(() -> likelihood.parameterChannels(2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1 (grey) or 3 (RGB)");
    }

    @Test
    void aThousandTimesTooNarrowLogisticStaysFinite() {
        for (String rule : List.of("reference", "exact")) {
            Likelihood likelihood = likelihood().create(Options.of(Map.of("discretization", rule, "mixtures", 1)));
            NDArray raw = manager.create(new float[] {0, 0.9f, -50}, new Shape(1, 3, 1, 1));

            assertThat(likelihood.of(raw).logLikelihood(manager.zeros(new Shape(1, 1, 1, 1))).toFloatArray()[0]).isFinite().isNegative();
        }
    }
}
