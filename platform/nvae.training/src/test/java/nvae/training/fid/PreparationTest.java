package nvae.training.fid;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import nvae.training.fid.Preparation.Pixels;
import org.junit.jupiter.api.Test;

class PreparationTest {
    private static final Pixels RAMP = new Pixels(new float[] {0, 1, 0, 1}, 1, 1, 2, 2);

    @Test
    void scalesToTheRange() {
        assertThat(new Preparation(0, 0, -1, 1).of(RAMP).values()).containsExactly(-1, 1, -1, 1);
        assertThat(new Preparation(0, 0, 0, 255).of(RAMP).values()).containsExactly(0, 255, 0, 255);
    }

    @Test
    void interpolatesBetweenPixelCentres() {
        Pixels four = new Preparation(4, 0, 0, 1).of(RAMP);
        assertThat(four.height()).isEqualTo(4);
        assertThat(Arrays.copyOf(four.values(), 4)).containsExactly(new float[] {0, 0.25f, 0.75f, 1}, within(1e-6f));
        assertThat(new Preparation(1, 0, 0, 1).of(RAMP).values()).containsExactly(new float[] {0.5f}, within(1e-6f));
    }

    @Test
    void repeatsGreyAndKeepsImagesApart() {
        Pixels two = new Pixels(new float[] {0.25f, 0.5f}, 2, 1, 1, 1);
        Pixels coloured = new Preparation(0, 3, 0, 1).of(two);
        assertThat(coloured.channels()).isEqualTo(3);
        assertThat(coloured.values()).containsExactly(0.25f, 0.25f, 0.25f, 0.5f, 0.5f, 0.5f);
        Pixels colour = new Pixels(new float[] {1, 2, 3, 4, 5, 6}, 2, 3, 1, 1);
        assertThat(new Preparation(0, 3, 0, 1).of(colour).values()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThatThrownBy(() -> new Preparation(0, 1, 0, 1).of(colour)).hasMessageContaining("wants 1 channels, but the images have 3");
    }
}
