package nvae.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The words for where a model has diverged. */
final class Diagnosis {
    /** What to try, and what is not lost. */
    static final String REMEDY = "a lower training.learningRate, a longer training.warmupEpochs or a stronger spectral"
            + " regularizer may help; the last check-point is kept";

    private Diagnosis() {}

    /**
     * The group with the largest KL, or the first whose KL is no number.
     *
     * @param klPerGroup in nats per image, top-down
     */
    static String worstGroup(List<Double> klPerGroup) {
        int worst = 0;
        for (int group = 1; group < klPerGroup.size() && Double.isFinite(klPerGroup.get(worst)); group++) {
            if (!(klPerGroup.get(group) <= klPerGroup.get(worst))) {
                worst = group;
            }
        }
        return "largest KL %.4g nats in group %d of %d (top-down)".formatted(klPerGroup.get(worst), worst, klPerGroup.size());
    }

    /** The parameters that are not finite, or the one with the largest norm. */
    static String weights(Map<String, Double> norms) {
        List<String> broken = norms.entrySet().stream().filter(entry -> !Double.isFinite(entry.getValue())).map(Map.Entry::getKey).toList();
        if (!broken.isEmpty()) {
            return "%d of %d parameters are not finite, first %s".formatted(broken.size(), norms.size(), broken.get(0));
        }
        return norms.entrySet().stream()
                .max(Comparator.comparingDouble(Map.Entry::getValue))
                .map(entry -> "largest weight norm %.4g in %s".formatted(entry.getValue(), entry.getKey()))
                .orElse("no weights");
    }
}
