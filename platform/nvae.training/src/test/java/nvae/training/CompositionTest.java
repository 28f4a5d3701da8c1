package nvae.training;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import java.util.LinkedHashMap;
import java.util.Map;
import nvae.testkit.ClassPathParts;
import org.junit.jupiter.api.Test;

class CompositionTest {

    @Test
    void aLikelihoodThatCountsOtherBitsThanTheImagesHaveIsRefused() {
        Map<String, Object> configuration = new LinkedHashMap<>(TinyTrial.configuration(Map.of()));
        Map<String, Object> model = new LinkedHashMap<>();
        ((Map<?, ?>) configuration.get("model")).forEach((key, value) -> model.put(String.valueOf(key), value));
        model.put("likelihood", Map.of("name", "bernoulli", "bits", 5));
        configuration.put("model", model);

        try (NDManager manager = NDManager.newBaseManager()) {
            assertThatThrownBy(() -> Composition.of(configuration, new ClassPathParts(), manager, 1))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("model.likelihood").hasMessageContaining("5 bits").hasMessageContaining("data.bits keeps 8");
        }
    }
}
