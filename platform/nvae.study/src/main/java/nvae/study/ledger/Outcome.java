package nvae.study.ledger;

import java.util.List;
import java.util.Map;

/**
 * What a finished trial measured.
 *
 * @param metrics by name, as the worker names them: {@code testNelbo} (nats per image), {@code secondsPerStep}, {@code parameters} ...
 * @param klPerGroup nats per image, top-down: the first is the group of the smallest resolution
 */
public record Outcome(Map<String, Double> metrics, List<Double> klPerGroup) {
    /** Nothing measured yet. */
    public static final Outcome NONE = new Outcome(Map.of(), List.of());
}
