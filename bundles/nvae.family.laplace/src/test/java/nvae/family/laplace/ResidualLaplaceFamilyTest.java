package nvae.family.laplace;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDArray;
import nvae.api.distribution.Family;
import nvae.api.distribution.FamilyType;
import nvae.api.part.Options;
import nvae.testkit.FamilyContract;
import org.junit.jupiter.api.Test;

class ResidualLaplaceFamilyTest extends FamilyContract {
    @Override
    protected FamilyType family() {
        return new ResidualLaplaceFamily();
    }

    @Test
    void anEncoderThatSaysNothingLeavesThePosteriorAtThePrior() {
        Family family = family().create(Options.none());
        NDArray raw = normal("prior", 1, 2, 6, 2, 2);

        NDArray kl = family.posterior(raw, raw.zerosLike()).kl(family.prior(raw));

        assertThat(kl.abs().max().getFloat()).isLessThan(1e-6f);
    }
}
