package nvae.likelihood.normal;

import java.util.Arrays;
import java.util.List;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.testkit.LikelihoodContract;

class NormalLikelihoodTest extends LikelihoodContract {
    private static final double STEP = 0.01;

    @Override
    protected LikelihoodType likelihood() {
        return new NormalLikelihood();
    }

    /** The density lives on 2x - 1, so a step of x is two steps there. */
    @Override
    protected List<Case> cases() {
        double[] grid = new double[4001];
        Arrays.setAll(grid, i -> (i - 2000) * STEP);
        return List.of(new Case(Options.none(), 1, 2 * STEP, grid), new Case(Options.of("floor", 0.5), 1, 2 * STEP, grid));
    }
}
