package nvae.study.report;

import java.util.ArrayList;
import java.util.List;
import nvae.study.plan.Plan;
import nvae.study.plan.Variant;

/** What a person types to run one variant of a study again, and the base that it is compared with, in a folder of its own. */
final class RepeatCommand {
    private RepeatCommand() {}

    static String of(Plan plan, Variant variant) {
        List<String> words = new ArrayList<>(List.of("bin/nvae", "run", quoted(plan.manifest().path())));
        if (plan.overrides().profile() != null) {
            words.addAll(List.of("--profile", quoted(plan.overrides().profile())));
        }
        plan.overrides().settings().forEach(setting -> words.addAll(List.of("--set", quoted(setting))));
        words.addAll(List.of("--only", quoted(variant.label()), "--runs", "repeated"));
        return String.join(" ", words);
    }

    /** For a POSIX shell. */
    private static String quoted(String word) {
        return word.matches("[A-Za-z0-9_@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
