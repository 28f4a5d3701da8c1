package nvae.training.data;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.types.Shape;
import nvae.api.data.ImageSet;
import org.junit.jupiter.api.Test;

class ImagesTest {
    private static final int[] FIRST_TWO = {0, 1};

    @Test
    void paddingSurroundsEveryChannelWithZeros() {
        ImageSet white = new ConstantImages(255, 2, 2, 3);
        Batch batch = new Images(white, 1, false).batch(FIRST_TWO, 0, 1, 7, 0);

        assertThat(batch.shape()).isEqualTo(new Shape(1, 2, 4, 5));
        float[] channel = {0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 1, 1, 0, 0, 0, 0, 0, 0};
        assertThat(batch.values()).startsWith(channel).endsWith(channel);
    }

    @Test
    void valuesAreBytesDividedBy255() {
        Batch batch = new Images(new ConstantImages(51, 1, 1, 1), 0, false).batch(FIRST_TWO, 0, 2, 7, 0);
        assertThat(batch.values()).containsExactly(0.2f, 0.2f);
    }

    @Test
    void fewerBitsLeaveFewerLevelsFromBlackToWhite() {
        float level = 51 / 8 / 31f;
        assertThat(new Images(new ConstantImages(51, 1, 1, 1), 0, false, 5).batch(FIRST_TWO, 0, 1, 7, 0).values()).containsExactly(level);
        assertThat(new Images(new ConstantImages(255, 1, 1, 1), 0, false, 5).batch(FIRST_TWO, 0, 1, 7, 0).values()).containsExactly(1f);
        assertThat(new Images(new ConstantImages(7, 1, 1, 1), 0, false, 5).batch(FIRST_TWO, 0, 1, 7, 0).values()).containsExactly(0f);
    }

    @Test
    void binarizedPixelsAreOneAsOftenAsTheirValueSays() {
        Batch batch = new Images(new ConstantImages(51, 1, 100, 100), 0, true).batch(FIRST_TWO, 0, 2, 7, 0);

        double ones = 0;
        for (float value : batch.values()) {
            assertThat(value).isIn(0f, 1f);
            ones += value;
        }
        assertThat(ones / batch.values().length).isBetween(0.188, 0.212);
    }

    @Test
    void binarizationChangesWithTheEpochAndTheSeedOnly() {
        Images images = new Images(new RandomImages(2, 1, 8, 8), 2, true);
        float[] once = images.batch(FIRST_TWO, 0, 2, 7, 3).values();

        assertThat(images.batch(FIRST_TWO, 0, 2, 7, 3).values()).isEqualTo(once);
        assertThat(images.batch(FIRST_TWO, 0, 2, 7, 4).values()).isNotEqualTo(once);
        assertThat(images.batch(FIRST_TWO, 0, 2, 8, 3).values()).isNotEqualTo(once);
    }

    @Test
    void blackAndWhitePixelsStayWhatTheyAre() {
        assertThat(new Images(new ConstantImages(255, 1, 30, 30), 0, true).batch(FIRST_TWO, 0, 1, 1, 1).values()).containsOnly(1);
        assertThat(new Images(new ConstantImages(0, 1, 30, 30), 0, true).batch(FIRST_TWO, 0, 1, 1, 1).values()).containsOnly(0);
    }

    private record ConstantImages(int value, int channels, int height, int width) implements ImageSet {
        @Override
        public int size() {
            return 2;
        }

        @Override
        public void read(int index, byte[] target, int offset) {
            java.util.Arrays.fill(target, offset, offset + channels * height * width, (byte) value);
        }
    }
}
