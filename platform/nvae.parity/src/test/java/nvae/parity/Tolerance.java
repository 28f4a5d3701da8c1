package nvae.parity;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * How far a recomputed value may lie from the golden one: ten times the reference's own rounding noise, and one millionth of the largest
 * value. Where the order of float32 additions forces more, {@link #WIDER} names the arrays and the factor, at most 10.
 */
final class Tolerance {
    private record Wider(String arrays, double factor, String reason) {
        boolean covers(String array) {
            return Pattern.matches(arrays, array);
        }
    }

    /** Every exception there is; patterns match {@code <file>/<case>/<array>}. */
    private static final List<Wider> WIDER = List.of(new Wider(
            "0[78]_model_.*/train/grad\\..*\\._ops\\.\\d\\.conv_0\\.bias",
            5,
            "biases that feed a batch norm: zero in theory, what is left is rounding and depends on the order of additions"));

    private Tolerance() {}

    /** The exceptions in words, for the report. */
    static String exceptions() {
        return WIDER.stream()
                .map(wider -> String.format("%s: %.0f times, %s", wider.arrays(), wider.factor(), wider.reason()))
                .collect(Collectors.joining("\n  ", "  wider tolerance for\n  ", "\n"));
    }

    static double of(GoldenCase golden, GoldenArray array) {
        double plain = 10 * array.noise() + 1e-6 * Math.max(1, array.maxAbs());
        String path = golden + "/" + array.name();
        return plain * WIDER.stream().filter(wider -> wider.covers(path)).mapToDouble(Wider::factor).findFirst().orElse(1);
    }
}
