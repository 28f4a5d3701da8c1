package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class EventsTest {
    private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
    private final AtomicLong clock = new AtomicLong();
    private final Events events = new Events(new PrintStream(sent, true, StandardCharsets.UTF_8), clock::get);

    @Test
    void aWorkerThatWouldBeSilentForSecondsSaysThatItLives() {
        events.alive();
        pass(3);
        events.send("progress", Map.of("step", 1));
        pass(3);
        events.alive();
        assertThat(lines()).containsExactly("{\"event\":\"progress\",\"step\":1}");

        pass(3);
        events.alive();
        events.alive();
        assertThat(lines()).hasSize(2).last().isEqualTo("{\"event\":\"alive\"}");
    }

    @Test
    void valuesThatAreNotFiniteAreLeftOut() {
        events.send("progress", Map.of("nelbo", Double.NaN));
        assertThat(lines()).containsExactly("{\"event\":\"progress\"}");
    }

    private void pass(int seconds) {
        clock.addAndGet(Duration.ofSeconds(seconds).toNanos());
    }

    private List<String> lines() {
        return sent.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
