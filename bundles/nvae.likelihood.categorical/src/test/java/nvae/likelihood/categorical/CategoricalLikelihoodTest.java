package nvae.likelihood.categorical;

import java.util.List;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.testkit.LikelihoodContract;

class CategoricalLikelihoodTest extends LikelihoodContract {
    @Override
    protected LikelihoodType likelihood() {
        return new CategoricalLikelihood();
    }

    @Override
    protected List<Case> cases() {
        return List.of(Case.ofLevels(256, 1, Options.none()), Case.ofLevels(2, 2, Options.of("bits", 1)), Case.ofLevels(4, 3, Options.of("bits", 2)));
    }
}
