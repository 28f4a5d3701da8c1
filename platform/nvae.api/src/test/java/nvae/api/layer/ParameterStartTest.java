package nvae.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ParameterStartTest {
    private static final Shape INPUT = new Shape(2, 8, 4, 4);

    private NDManager manager;

    @BeforeEach
    void openManager() {
        manager = NDManager.newBaseManager();
    }

    @AfterEach
    void closeManager() {
        manager.close();
    }

    private <B extends Block> B started(B block, long seed) {
        ParameterStart.initialize(block, manager, seed, INPUT);
        return block;
    }

    private static float[] values(Block block, String name) {
        return block.getParameters().get(name).getArray().toFloatArray();
    }

    @Test
    void variantsStartAlikeWhereverTheyAreAlike() {
        Chain withNorm = started(new Chain().then("norm", new BatchNorm(8)).then("convolution", Convolution.of(8, 4, 3).build()), 7);
        Chain without = started(new Chain().then("norm", Pointwise.identity()).then("convolution", Convolution.of(8, 4, 3).build()), 7);
        Chain longer = started(
                new Chain()
                        .then("norm", Pointwise.identity())
                        .then("convolution", Convolution.of(8, 4, 3).build())
                        .then("another", Convolution.of(4, 4, 3).build()),
                7);

        assertThat(values(without, "02convolution_weight")).containsExactly(values(withNorm, "02convolution_weight"));
        assertThat(values(longer, "02convolution_weight")).containsExactly(values(withNorm, "02convolution_weight"));
    }

    @Test
    void everyPathAndEverySeedDrawsItsOwnNumbers() {
        Chain model = new Chain().then("one", Convolution.of(8, 8, 3).build()).then("two", Convolution.of(8, 8, 3).build());
        started(model, 7);
        float[] one = values(model, "01one_weight");
        float[] otherSeed = values(started(new Chain().then("one", Convolution.of(8, 8, 3).build()), 8), "01one_weight");

        assertThat(values(model, "02two_weight")).isNotEqualTo(one);
        assertThat(otherSeed).isNotEqualTo(one);
    }

    @Test
    void aConvolutionStartsUniformWithinOneOverTheRootOfItsFanIn() {
        Convolution convolution = started(Convolution.of(8, 64, 3).build(), 7);
        float bound = (float) (1 / Math.sqrt(8 * 9));
        float[] weight = values(convolution, "weight");
        double square = 0;
        for (float value : weight) {
            assertThat(value).isBetween(-bound, bound);
            square += value * value;
        }

        assertThat(square / weight.length).isCloseTo(bound * bound / 3, within(0.03 * bound * bound));
        for (float value : values(convolution, "bias")) {
            assertThat(value).isNotZero().isBetween(-bound, bound);
        }
    }

    @Test
    void theNormOfAFreshWeightIsThatOfItsDirectionAndALittle() {
        Convolution convolution = started(Convolution.of(8, 2, 1).build(), 7);
        float[] weight = values(convolution, "weight");
        double square = 0;
        for (int i = 0; i < 8; i++) {
            square += weight[i] * weight[i];
        }

        assertThat(Math.exp(values(convolution, "logNorm")[0])).isCloseTo(Math.sqrt(square) + 1e-2, within(1e-5));
    }

    @Test
    void aBlockOfDjlItselfStartsFromTheSeedToo() {
        Block one = started(ai.djl.nn.convolutional.Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build(), 7);
        Block again = started(ai.djl.nn.convolutional.Conv2d.builder().setKernelShape(new Shape(3, 3)).setFilters(4).build(), 7);

        assertThat(values(again, "weight")).containsExactly(values(one, "weight"));
        assertThat(again.getParameters().values()).allMatch(Parameter::isInitialized);
    }
}
