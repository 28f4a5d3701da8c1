package nvae.shell;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Problem;
import nvae.study.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;

@Command(name = "validate", description = "Check a manifest: every problem, with its line and a remedy. Nothing is run.")
final class ValidateCommand implements Callable<Integer> {
    @Mixin
    private ManifestArguments manifest;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    ValidateCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws ManifestException, CommandException {
        Plan plan;
        try {
            plan = manifest.plan(workbench, console);
        } catch (ManifestException e) {
            if (!json.wanted()) {
                throw e;
            }
            json.write(console.out(), Map.of("valid", false, "problems", describe(e.problems())));
            return ExitCode.SOFTWARE;
        }
        if (json.wanted()) {
            json.write(console.out(), Map.of("valid", true, "study", plan.study(), "variants", plan.variants().size(), "trials",
                    plan.trials().size(), "problems", describe(plan.warnings())));
        } else {
            plan.warnings().forEach(console.err()::println);
            console.out().println(plan.study() + " is valid: " + Words.several(plan.variants().size(), "variant") + ", "
                    + Words.several(plan.seeds().size(), "seed") + ", " + Words.several(plan.trials().size(), "trial") + ".");
        }
        return ExitCode.OK;
    }

    private static List<Map<String, Object>> describe(List<Problem> problems) {
        return problems.stream().map(problem -> Map.<String, Object>of(
                "severity", Words.name(problem.severity()), "source", problem.where().source(), "line", problem.where().line(),
                "column", problem.where().column(), "what", problem.what(), "remedy", problem.remedy())).toList();
    }
}
