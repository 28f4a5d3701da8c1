package nvae.training;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * The terms of one step's loss: means over the batch, in nats per image.
 *
 * @param step counted from 0
 * @param loss what was minimized
 * @param recon -log p(x|z)
 * @param klPerGroup plain KL, top-down
 * @param penalties of the regularizers, not weighted
 */
record StepTerms(long step, double loss, double recon, double[] klPerGroup, double[] penalties) {

    /** From loss, reconstruction, groups and penalties in a row. */
    static StepTerms of(long step, float[] row, int groups) {
        return new StepTerms(step, row[0], row[1], part(row, 2, 2 + groups), part(row, 2 + groups, row.length));
    }

    private static double[] part(float[] row, int from, int to) {
        return IntStream.range(from, to).mapToDouble(i -> row[i]).toArray();
    }

    double nelbo() {
        return recon + IntStream.range(0, klPerGroup.length).mapToDouble(i -> klPerGroup[i]).sum();
    }

    /**
     * Stops a run whose loss is not finite.
     *
     * @param weightNorms norms by parameter, for the diagnosis
     * @throws DivergedException with the step, the group with the largest KL, and the layer with the largest weights
     */
    void requireFinite(Supplier<Map<String, Double>> weightNorms) {
        if (Double.isFinite(loss)) {
            return;
        }
        throw new DivergedException("the loss of step %d is %s: reconstruction %.4g, %s, %s, %s; a lower training.learningRate, a longer"
                .formatted(step, loss, recon, groupInWords(), penaltiesInWords(), weightsInWords(weightNorms.get()))
                + " training.warmupEpochs or a stronger spectral regularizer may help; the last check-point is kept");
    }

    private String groupInWords() {
        int worst = 0;
        for (int group = 1; group < klPerGroup.length && Double.isFinite(klPerGroup[worst]); group++) {
            if (!(klPerGroup[group] <= klPerGroup[worst])) {
                worst = group;
            }
        }
        return "largest KL %.4g nats in group %d of %d (top-down)".formatted(klPerGroup[worst], worst, klPerGroup.length);
    }

    private String penaltiesInWords() {
        return "penalties " + IntStream.range(0, penalties.length).mapToObj(i -> "%.4g".formatted(penalties[i])).toList();
    }

    private static String weightsInWords(Map<String, Double> norms) {
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
