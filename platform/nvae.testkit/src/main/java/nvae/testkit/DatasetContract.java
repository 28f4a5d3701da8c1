package nvae.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import nvae.api.data.Dataset;
import nvae.api.data.ImageSet;
import org.junit.jupiter.api.Test;

/** What every dataset must do. A dataset's test extends this and opens a small one. */
public abstract class DatasetContract {

    /** Opens the dataset under test; called several times. */
    protected abstract Dataset open() throws IOException;

    @Test
    void bothSetsHaveImagesOfOneSize() throws IOException {
        try (Dataset dataset = open()) {
            ImageSet train = dataset.train();
            ImageSet test = dataset.test();
            assertThat(train.size()).isPositive();
            assertThat(test.size()).isPositive();
            assertThat(new int[] {test.channels(), test.height(), test.width()})
                    .containsExactly(train.channels(), train.height(), train.width());
            assertThat(bytes(train)).isPositive();
        }
    }

    @Test
    void readsWhereItIsToldAndNowhereElse() throws IOException {
        try (Dataset dataset = open()) {
            ImageSet set = dataset.train();
            byte[] alone = image(set, 0);
            byte[] framed = new byte[bytes(set) + 2];
            framed[0] = framed[framed.length - 1] = 77;
            set.read(0, framed, 1);
            assertThat(Arrays.copyOfRange(framed, 1, framed.length - 1)).isEqualTo(alone);
            assertThat(framed[0]).isEqualTo((byte) 77);
            assertThat(framed[framed.length - 1]).isEqualTo((byte) 77);
        }
    }

    @Test
    void refusesImagesThatAreNotThere() throws IOException {
        try (Dataset dataset = open()) {
            ImageSet set = dataset.test();
            byte[] target = new byte[bytes(set)];
            assertThatThrownBy(() -> set.read(set.size(), target, 0)).isInstanceOf(IndexOutOfBoundsException.class);
            assertThatThrownBy(() -> set.read(-1, target, 0)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void holdsMoreThanOnePicture() throws IOException {
        try (Dataset dataset = open()) {
            ImageSet set = dataset.train();
            long different = IntStream.range(0, Math.min(set.size(), 50)).mapToObj(i -> Arrays.hashCode(image(set, i))).distinct().count();
            assertThat(different).isGreaterThan(1);
        }
    }

    @Test
    void readsTheSameFromManyThreads() throws IOException {
        try (Dataset dataset = open()) {
            ImageSet set = dataset.train();
            int images = Math.min(set.size(), 200);
            int[] alone = IntStream.range(0, images).map(i -> Arrays.hashCode(image(set, i))).toArray();
            int[] together = IntStream.range(0, images).parallel().map(i -> Arrays.hashCode(image(set, i))).toArray();
            assertThat(together).isEqualTo(alone);
        }
    }

    @Test
    void digestIsOfTheContent() throws IOException {
        try (Dataset one = open(); Dataset two = open()) {
            assertThat(one.digest()).matches("[0-9a-f]{64}").isEqualTo(two.digest());
            assertThat(image(one.test(), one.test().size() - 1)).isEqualTo(image(two.test(), two.test().size() - 1));
        }
    }

    private static int bytes(ImageSet set) {
        return set.channels() * set.height() * set.width();
    }

    private static byte[] image(ImageSet set, int index) {
        byte[] image = new byte[bytes(set)];
        set.read(index, image, 0);
        return image;
    }
}
