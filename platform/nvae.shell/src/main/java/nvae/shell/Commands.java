package nvae.shell;

import java.util.List;
import java.util.Set;
import picocli.CommandLine;

/** All commands, ready to read a line. */
final class Commands {
    private Commands() {}

    /** The root command with every other below it. */
    static CommandLine of(Workbench workbench, Console console) {
        RootCommand root = new RootCommand();
        CommandLine line = new CommandLine(root)
                .addSubcommand(new ValidateCommand(workbench, console))
                .addSubcommand(new PlanCommand(workbench, console))
                .addSubcommand(new RunCommand(workbench, console))
                .addSubcommand(new StatusCommand(console))
                .addSubcommand(new ResumeCommand(workbench, console))
                .addSubcommand(new RetryCommand(workbench, console))
                .addSubcommand(new RebuildCommand(console))
                .addSubcommand(new WebCommand(workbench, console))
                .addSubcommand(new ReportCommand(console))
                .addSubcommand(new LogsCommand(console))
                .addSubcommand(new ShowCommand(console))
                .addSubcommand(new EvaluateCommand(workbench, console))
                .addSubcommand(new SampleCommand(workbench, console))
                .addSubcommand(new ReconstructCommand(workbench, console))
                .addSubcommand(new InterpolateCommand(workbench, console))
                .addSubcommand(new TraverseCommand(workbench, console))
                .addSubcommand(new EncodeCommand(workbench, console))
                .addSubcommand(new FidCommand(workbench, console))
                .addSubcommand(new CompareCommand(workbench, console))
                .addSubcommand(new DiffCommand(workbench, console))
                .addSubcommand(new ReproCommand(workbench, console))
                .addSubcommand(new BenchCommand(workbench, console))
                .addSubcommand(new PartsCommand(workbench, console))
                .addSubcommand(new DescribeCommand(workbench, console))
                .addSubcommand(new PluginsCommand(workbench, console))
                .addSubcommand(new NewPartCommand(workbench, console))
                .addSubcommand(new DoctorCommand(workbench, console))
                .addSubcommand(new VersionCommand(console))
                .addSubcommand(new HelpCommand());
        return line.setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpWidth(100)
                .setParameterExceptionHandler(new UsageError())
                .setExecutionExceptionHandler(new CommandFailure(root));
    }

    /** The commands' names. */
    static Set<String> names(CommandLine root) {
        return root.getSubcommands().keySet();
    }

    /** Runs a line: 0 for success, 1 for failure, 2 for wrong usage. */
    static int execute(Workbench workbench, Console console, List<String> line) {
        int status = of(workbench, console).execute(line.toArray(String[]::new));
        console.out().flush();
        console.err().flush();
        return status;
    }
}
