package nvae.flow.iaf;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AutoregressiveMaskTest {
    @Test
    void anOutputSeesPixelsAboveAndToTheLeft() {
        assertThat(new AutoregressiveMask(1, 1, 3, 1, true, false).values()).containsExactly(1, 1, 1, 1, 0, 0, 0, 0, 0);
    }

    @Test
    void mirroredItSeesPixelsBelowAndToTheRight() {
        assertThat(new AutoregressiveMask(1, 1, 3, 1, false, true).values()).containsExactly(0, 0, 0, 0, 1, 1, 1, 1, 1);
    }

    @Test
    void inItsOwnPixelItSeesEarlierBlocksAndIfNotStrictItsOwn() {
        assertThat(new AutoregressiveMask(2, 4, 1, 1, true, false).values()).containsExactly(0, 0, 0, 0, 1, 0, 1, 0);
        assertThat(new AutoregressiveMask(2, 4, 1, 1, false, false).values()).containsExactly(1, 0, 1, 0, 1, 1, 1, 1);
        assertThat(new AutoregressiveMask(4, 2, 1, 1, false, false).values()).containsExactly(1, 1, 0, 0, 1, 1, 1, 1);
    }
}
