package nvae.study.report;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import nvae.study.plan.Plan;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;

/**
 * What a person types to run a part of a study again, in a folder of its own.
 *
 * @param arguments behind the program's name
 */
public record RepeatCommand(List<String> arguments) {
    private static final String REPEATED = "repeated";

    /** One variant with all its seeds, and the base that it is compared with. */
    static RepeatCommand of(Plan plan, Variant variant) {
        return of(plan, variant.label(), List.of(), REPEATED);
    }

    /**
     * One trial, and the base of the same seed.
     *
     * @param runs a folder of runs that has none yet
     */
    public static RepeatCommand of(Plan plan, Trial trial, Path runs) {
        return of(plan, trial.variant(), List.of("--set", "seeds=[" + trial.seed() + "]"), runs.toString());
    }

    private static RepeatCommand of(Plan plan, String variant, List<String> more, String runs) {
        List<String> words = new ArrayList<>(List.of("run", plan.manifest().path()));
        if (plan.overrides().profile() != null) {
            words.addAll(List.of("--profile", plan.overrides().profile()));
        }
        plan.overrides().settings().forEach(setting -> words.addAll(List.of("--set", setting)));
        words.addAll(more);
        words.addAll(List.of("--only", variant, "--runs", runs));
        return new RepeatCommand(List.copyOf(words));
    }

    /** The words, the program's name first. */
    public List<String> words(String program) {
        List<String> words = new ArrayList<>(List.of(program));
        words.addAll(arguments);
        return words;
    }

    /** For a POSIX shell. */
    public String line(String program) {
        return words(program).stream().map(RepeatCommand::quoted).collect(Collectors.joining(" "));
    }

    /** A word of a POSIX shell's line. */
    public static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
