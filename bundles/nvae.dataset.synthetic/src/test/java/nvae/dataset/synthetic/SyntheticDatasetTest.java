package nvae.dataset.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.Test;

class SyntheticDatasetTest extends DatasetContract {

    @Override
    protected Dataset open() throws IOException {
        return open(Map.of("trainImages", 20, "testImages", 7));
    }

    private static Dataset open(Map<String, Object> options) throws IOException {
        return new SyntheticDataset().open(Options.of(options));
    }

    @Test
    void imagesHaveTheSizeThatWasAskedFor() throws IOException {
        Dataset grey = open(Map.of("channels", 1, "height", 28, "width", 20, "trainImages", 5, "testImages", 3));
        assertThat(new int[] {grey.train().size(), grey.train().channels(), grey.train().height(), grey.train().width(), grey.test().size()})
                .containsExactly(5, 1, 28, 20, 3);
    }

    @Test
    void everyImageHasALightAndADarkPlace() throws IOException {
        Dataset dataset = open(Map.of("channels", 1, "trainImages", 50));
        byte[] image = new byte[32 * 32];
        for (int i = 0; i < 50; i++) {
            dataset.train().read(i, image, 0);
            int darkest = 255;
            int brightest = 0;
            for (byte pixel : image) {
                darkest = Math.min(darkest, Byte.toUnsignedInt(pixel));
                brightest = Math.max(brightest, Byte.toUnsignedInt(pixel));
            }
            assertThat(darkest).isLessThan(100);
            assertThat(brightest).isGreaterThan(200);
        }
    }

    @Test
    void moreImagesThanFitInAnArrayAreRefused() {
        assertThatThrownBy(() -> open(Map.of("height", 1024, "width", 1024, "trainImages", 2000)))
                .isInstanceOf(IOException.class).hasMessageContainingAll("2000 train images of 3x1024x1024", "lower 'trainImages'");
    }
}
