package nvae.likelihood.logistic;

import java.util.List;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.testkit.LikelihoodContract;

class LogisticLikelihoodTest extends LikelihoodContract {
    @Override
    protected LikelihoodType likelihood() {
        return new LogisticLikelihood();
    }

    @Override
    protected List<Case> cases() {
        return List.of(Case.ofLevels(256, 1, Options.none()), Case.ofLevels(4, 2, Options.of("bits", 2)), Case.ofLevels(8, 3, Options.of("bits", 3)));
    }
}
