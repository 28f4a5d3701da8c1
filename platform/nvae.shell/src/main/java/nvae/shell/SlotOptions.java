package nvae.shell;

import java.time.Duration;
import java.util.List;
import nvae.study.run.RunPolicy;
import nvae.study.run.Slot;
import nvae.study.run.Slots;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Where trials run, and how long a worker may say nothing. */
final class SlotOptions {
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--slots",
            paramLabel = "SLOTS",
            converter = SlotsConverter.class,
            description = "How many trials run side by side on this machine's cores (2), or on which GPUs (gpu:0,gpu:1). Default: two that"
                    + " share the cores.")
    private SlotList slots;

    @Option(
            names = "--silence",
            paramLabel = "MINUTES",
            converter = SilenceConverter.class,
            description = "End a worker that has sent nothing for so long, and try again from its last check-point: at least 0.1, a busy"
                    + " worker gives a sign of life every five seconds. Default: 30.")
    private Duration silence;

    /** A trial is never busy all the time, and one thread works better alone than two together: two slots use two cores best. */
    List<Slot> slots() {
        return slots == null ? new SlotsConverter().convert(CORES > 1 ? "2" : "1").slots() : slots.slots();
    }

    Duration silence() {
        return silence == null ? RunPolicy.PATIENCE : silence;
    }

    private record SlotList(List<Slot> slots) {}

    /** Reads minutes, fractions of them too. */
    private static final class SilenceConverter implements ITypeConverter<Duration> {
        private static final double LEAST = 0.1;
        private static final double MOST = Duration.ofDays(365).toMinutes();

        @Override
        public Duration convert(String text) {
            try {
                double minutes = Double.parseDouble(text);
                if (minutes >= LEAST && minutes <= MOST) {
                    return Duration.ofMillis(Math.round(minutes * 60_000));
                }
            } catch (NumberFormatException none) {
                // Told below.
            }
            throw new TypeConversionException("'" + text + "' is no number of minutes of at least " + LEAST);
        }
    }

    /** Reads slots, sharing out the cores of this machine. */
    private static final class SlotsConverter implements ITypeConverter<SlotList> {
        @Override
        public SlotList convert(String text) {
            try {
                return new SlotList(Slots.parse(text, CORES));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }
}
