package nvae.shell;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A whole number that must not be too small; anything else is no command. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;

    private WholeNumber(int least) {
        this.least = least;
    }

    @Override
    public final Integer convert(String text) {
        try {
            int number = Integer.parseInt(text);
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException none) {
            // Told below.
        }
        throw new TypeConversionException("'" + text + "' is no whole number of at least " + least);
    }

    static final class FromOne extends WholeNumber {
        FromOne() {
            super(1);
        }
    }

    static final class FromZero extends WholeNumber {
        FromZero() {
            super(0);
        }
    }
}
