package nvae.training;

/**
 * Whether steps run as one graph by now ({@code training.compile}).
 *
 * @param graph they do
 * @param reason why they do not; empty if they do
 */
public record Compiled(boolean graph, String reason) {
    static final Compiled YES = new Compiled(true, "");

    static Compiled no(String reason) {
        return new Compiled(false, reason);
    }
}
