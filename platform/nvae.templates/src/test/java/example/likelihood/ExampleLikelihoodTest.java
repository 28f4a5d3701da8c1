package example.likelihood;

import java.util.Arrays;
import java.util.List;
import nvae.api.distribution.LikelihoodType;
import nvae.api.part.Options;
import nvae.testkit.LikelihoodContract;

class ExampleLikelihoodTest extends LikelihoodContract {
    private static final double STEP = 0.01;

    @Override
    protected LikelihoodType likelihood() {
        return new ExampleLikelihood();
    }

    /** A grid that holds practically all of the density. It lives on 2x - 1, so a step of x is two steps there. */
    @Override
    protected List<Case> cases() {
        double[] grid = new double[6001];
        Arrays.setAll(grid, i -> (i - 3000) * STEP);
        return List.of(new Case(Options.none(), 1, 2 * STEP, grid), new Case(Options.of("floor", 0.3), 1, 2 * STEP, grid));
    }
}
