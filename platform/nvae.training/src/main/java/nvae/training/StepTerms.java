package nvae.training;

import java.util.Arrays;
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
 * @param gradientNorm before it was clipped; NaN where nothing asks for it
 */
record StepTerms(long step, double loss, double recon, double[] klPerGroup, double[] penalties, double gradientNorm) {

    /** From loss, reconstruction, groups and penalties in a row. */
    static StepTerms of(long step, float[] row, int groups) {
        return new StepTerms(step, row[0], row[1], part(row, 2, 2 + groups), part(row, 2 + groups, row.length), Double.NaN);
    }

    StepTerms withGradientNorm(double norm) {
        return new StepTerms(step, loss, recon, klPerGroup, penalties, norm);
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
        throw new DivergedException("the loss of step %d is %s: reconstruction %.4g, %s, %s, %s; %s".formatted(
                step, loss, recon, Diagnosis.worstGroup(Arrays.stream(klPerGroup).boxed().toList()), penaltiesInWords(),
                Diagnosis.weights(weightNorms.get()), Diagnosis.REMEDY));
    }

    private String penaltiesInWords() {
        return "penalties " + IntStream.range(0, penalties.length).mapToObj(i -> "%.4g".formatted(penalties[i])).toList();
    }
}
