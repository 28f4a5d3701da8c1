package nvae.dataset.idx;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import nvae.api.data.Dataset;
import nvae.api.part.Options;
import nvae.testkit.DatasetContract;
import org.junit.jupiter.api.Test;

class FashionMnistSubsetTest extends DatasetContract {

    @Override
    protected Dataset open() throws IOException {
        return new FashionMnistSubset().open(Options.none());
    }

    @Test
    void isFiveThousandAndOneThousandImages() throws IOException {
        try (Dataset dataset = open()) {
            assertThat(dataset.train().size()).isEqualTo(5000);
            assertThat(dataset.test().size()).isEqualTo(1000);
            assertThat(dataset.train().height()).isEqualTo(28);
        }
    }
}
