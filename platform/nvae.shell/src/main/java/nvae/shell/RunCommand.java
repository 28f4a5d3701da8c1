package nvae.shell;

import java.io.IOException;
import java.util.concurrent.Callable;
import nvae.study.manifest.ManifestException;
import nvae.study.plan.Plan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
        name = "run",
        description = {
            "Train every trial of a study that is not done yet, and write the report.",
            "Ctrl-C stops it; the same command, or 'nvae resume', goes on."
        })
final class RunCommand implements Callable<Integer> {
    @Mixin
    private ManifestArguments manifest;

    @Mixin
    private RunOptions options;

    @Spec
    private CommandSpec spec;

    private final Workbench workbench;
    private final Console console;

    RunCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws ManifestException, CommandException, IOException, InterruptedException {
        Plan plan = manifest.plan(workbench, console);
        plan.warnings().forEach(console.err()::println);
        String command = "nvae " + WebhookOption.withoutAddress(String.join(" ", spec.commandLine().getParseResult().originalArgs()));
        return new StudyWork(workbench, console, options).run(options.runs().in(console).study(plan.study()), plan, command);
    }
}
