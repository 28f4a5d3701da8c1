package nvae.likelihood.bernoulli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import java.util.List;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.testkit.LikelihoodContract;
import org.junit.jupiter.api.Test;

class BernoulliLikelihoodTest extends LikelihoodContract {
    @Override
    protected LikelihoodType likelihood() {
        return new BernoulliLikelihood();
    }

    @Override
    protected List<Case> cases() {
        return List.of(Case.ofLevels(2, 1, Options.none()), Case.ofLevels(2, 3, Options.none()));
    }

    @Test
    void logitsFarFromZeroStayFinite() {
        Bernoulli sure = new Bernoulli(manager.create(new float[] {500, -500}, new Shape(2, 1, 1, 1)));

        assertThat(sure.logLikelihood(manager.ones(new Shape(2, 1, 1, 1))).toFloatArray()).containsExactly(0, -500);
    }
}
