package nvae.study.run;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The places where trials run side by side, as a person writes them: {@code 2}, {@code cpu:0,cpu:1}, {@code gpu:0,gpu:1}. */
public final class Slots {
    private static final Pattern COUNT = Pattern.compile("[1-9][0-9]{0,2}");
    private static final Pattern NAMED = Pattern.compile("(cpu|gpu):([0-9]{1,3})");

    private Slots() {}

    /**
     * Reads slots. A number stands for so many CPU slots. The cores are shared out evenly, at least one thread each: more threads than
     * cores cost up to ten times the time.
     *
     * @param cores of this machine
     * @throws IllegalArgumentException if the text is neither a number nor a list of distinct slots
     */
    public static List<Slot> parse(String text, int cores) {
        List<String> names = names(text.strip());
        int threads = Math.max(1, cores / names.size());
        List<Slot> slots = new ArrayList<>();
        for (String name : names) {
            Matcher slot = NAMED.matcher(name);
            if (!slot.matches()) {
                throw refused(text, "'" + name + "' is not a slot");
            }
            boolean gpu = slot.group(1).equals("gpu");
            slots.add(new Slot(name, gpu ? OptionalInt.of(Integer.parseInt(slot.group(2))) : OptionalInt.empty(), threads));
        }
        return List.copyOf(slots);
    }

    private static List<String> names(String text) {
        if (COUNT.matcher(text).matches()) {
            List<String> names = new ArrayList<>();
            for (int i = 0; i < Integer.parseInt(text); i++) {
                names.add("cpu:" + i);
            }
            return names;
        }
        Set<String> names = new LinkedHashSet<>();
        for (String name : text.split(",", -1)) {
            if (!names.add(name.strip())) {
                throw refused(text, "'" + name.strip() + "' is named twice");
            }
        }
        return List.copyOf(names);
    }

    private static IllegalArgumentException refused(String text, String why) {
        return new IllegalArgumentException("slots '" + text + "': " + why
                + "; give a number of CPU slots (2), or names with commas between them (gpu:0,gpu:1)");
    }
}
