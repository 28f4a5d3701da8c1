package nvae.shell;

import java.util.Locale;

/**
 * Colours for a terminal; none elsewhere, and none for a person who says so (NO_COLOR).
 *
 * @param colours whether there are any
 */
record Paint(boolean colours) {
    private static final String RESET = "\u001b[0m";

    /** A colour of the terminal's own palette, so that it fits a dark and a light one. */
    enum Colour {
        RED(31), GREEN(32), YELLOW(33), BOLD(1);

        private final int code;

        Colour(int code) {
            this.code = code;
        }
    }

    static Paint of(Console console) {
        return new Paint(!console.environment().containsKey("NO_COLOR") && console.terminal().get().isPresent());
    }

    String in(Colour colour, String text) {
        return colours ? String.format(Locale.ROOT, "\u001b[%dm%s%s", colour.code, text, RESET) : text;
    }
}
