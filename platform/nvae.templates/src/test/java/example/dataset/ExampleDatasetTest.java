package example.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.Test;

class ExampleDatasetTest extends DatasetContract {
    @Override
    protected Dataset open() throws IOException {
        return new ExampleDataset().open(Options.of(Map.of("train", 30, "test", 10)));
    }

    @Test
    void imagesHaveTheSideThatWasAskedFor() throws IOException {
        try (Dataset small = new ExampleDataset().open(Options.of("side", 8))) {
            assertThat(small.train().height()).isEqualTo(8);
            assertThat(small.train().width()).isEqualTo(8);
        }
    }
}
