package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class SlotsTest {
    @Test
    void aNumberSharesOutTheCores() {
        assertThat(Slots.parse("2", 8)).containsExactly(
                new Slot("cpu:0", OptionalInt.empty(), 4), new Slot("cpu:1", OptionalInt.empty(), 4));
    }

    @Test
    void moreSlotsThanCoresGetOneThreadEach() {
        assertThat(Slots.parse("3", 2)).hasSize(3).allSatisfy(slot -> assertThat(slot.threads()).isEqualTo(1));
    }

    @Test
    void gpusAreNamed() {
        assertThat(Slots.parse("gpu:0, gpu:1", 16)).containsExactly(
                new Slot("gpu:0", OptionalInt.of(0), 8), new Slot("gpu:1", OptionalInt.of(1), 8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "-1", "two", "gpu", "gpu:0,", "gpu:x", "gpu:0,gpu:0", "1.5"})
    void anythingElseIsRefusedWithAnExample(String text) {
        assertThatThrownBy(() -> Slots.parse(text, 2))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("'" + text + "'").hasMessageContaining("gpu:0,gpu:1");
    }
}
