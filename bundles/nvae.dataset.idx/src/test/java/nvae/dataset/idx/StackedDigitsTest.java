package nvae.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackedDigitsTest extends DatasetContract {
    private static final int DIGITS = 10;

    @TempDir
    Path folder;

    /** Ten images of one pixel each, with the values 0 to 9. */
    @BeforeEach
    void tenDigits() throws IOException {
        for (String name : new String[] {"train-images-idx3-ubyte", "t10k-images-idx3-ubyte"}) {
            try (DataOutputStream out = new DataOutputStream(Files.newOutputStream(folder.resolve(name)))) {
                for (int value : new int[] {0x0803, DIGITS, 1, 1}) {
                    out.writeInt(value);
                }
                for (int digit = 0; digit < DIGITS; digit++) {
                    out.write(digit);
                }
            }
        }
    }

    @Override
    protected Dataset open() throws IOException {
        return open(Map.of());
    }

    private Dataset open(Map<String, Object> options) throws IOException {
        Map<String, Object> all = new HashMap<>(Map.of("folder", folder.toString(), "trainImages", 5000, "testImages", 50));
        all.putAll(options);
        return new StackedDigits().open(Options.of(all));
    }

    @Test
    void everyCombinationOfDigitsAppears() throws IOException {
        Dataset dataset = open(Map.of("trainImages", 20_000));
        Set<Integer> modes = new HashSet<>();
        byte[] image = new byte[3];
        for (int i = 0; i < dataset.train().size(); i++) {
            dataset.train().read(i, image, 0);
            modes.add(image[0] * 100 + image[1] * 10 + image[2]);
        }
        assertThat(modes).hasSize(1000);
    }

    @Test
    void theSeedDecidesWhichDigitsMeet() throws IOException {
        assertThat(open(Map.of("stackingSeed", 1)).digest()).isNotEqualTo(open().digest());
    }
}
