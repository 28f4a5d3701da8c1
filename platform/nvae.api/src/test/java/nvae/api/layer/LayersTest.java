package nvae.api.layer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.SequentialBlock;
import org.junit.jupiter.api.Test;

class LayersTest {
    private final Convolution stem = Convolution.of(1, 1, 1).build();
    private final Convolution first = Convolution.of(1, 1, 1).build();
    private final Convolution second = Convolution.of(1, 1, 1).build();
    private final Chain model = new Chain().then("stem", stem).then("tower", new Chain()
            .then("cell", new Chain().then("first", first).then("norm", new BatchNorm(1)))
            .then("cell", new Chain().then("first", second)));

    @Test
    void aLayersPathIsMadeOfNamesWithoutNumbersAndTwinsAreToldApart() {
        assertThat(Layers.byPath(model, Convolution.class).keySet()).containsExactly("stem", "tower/cell/first", "tower/cell~2/first");
        assertThat(Layers.byPath(new SequentialBlock().add(stem).add(first), Convolution.class).keySet())
                .containsExactly("Convolution", "Convolution~2");
    }

    @Test
    void patternsChooseLayersInTheOrderOfTheModel() {
        assertThat(Layers.matching(model, Convolution.class, "**").values()).containsExactly(stem, first, second);
        assertThat(Layers.matching(model, Convolution.class, "tower/**", "stem").values()).containsExactly(stem, first, second);
        assertThat(Layers.matching(model, Convolution.class, "tower/*/first").values()).containsExactly(first, second);
        assertThat(Layers.matching(model, Convolution.class, "tower/cell/{first,last}").values()).containsExactly(first);
        assertThat(Layers.matching(model, Convolution.class)).isEmpty();
    }

    @Test
    void aPatternThatMatchesNothingShowsSomePathsThatThereAre() {
        assertThatThrownBy(() -> Layers.matching(model, Convolution.class, "stem", "decoder/**"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no layer matches 'decoder/**'; there are 3: stem, tower/cell/first, tower/cell~2/first");
        assertThatThrownBy(() -> Layers.matching(model, Convolution.class, "{stem"))
                .isInstanceOf(IllegalArgumentException.class).hasMessageStartingWith("the pattern '{stem' cannot be read: ");
        assertThat(Layers.matching(new Chain(), Convolution.class, "**")).isEmpty();
    }
}
