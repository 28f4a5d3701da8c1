package nvae.family.normal;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.Shape;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.part.Options;
import nvae.testkit.FamilyContract;
import org.junit.jupiter.api.Test;

class ResidualNormalFamilyTest extends FamilyContract {
    @Override
    protected FamilyType family() {
        return new ResidualNormalFamily();
    }

    @Test
    void anEncoderThatSaysNothingLeavesThePosteriorAtThePrior() {
        Family family = family().create(Options.none());
        NDArray raw = normal("prior", 1, 2, 6, 2, 2);

        NDArray kl = family.posterior(raw, raw.zerosLike()).kl(family.prior(raw));

        assertThat(kl.abs().max().getFloat()).isZero();
    }

    @Test
    void theFirstPriorHasAStandardDeviationOfOneAndTheFloor() {
        Normal prior = (Normal) family().create(Options.none()).prior(manager.zeros(new Shape(1, 2, 1, 1)));

        assertThat(prior.mean().getFloat()).isZero();
        assertThat(prior.sigma().getFloat()).isEqualTo(1.01f);
    }
}
