package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** A command that does one task with one trained model, and says what the worker answered. */
abstract class ModelCommand implements Callable<Integer> {
    @Parameters(paramLabel = "TRIAL", description = "An id's beginning, a run folder, or a variant and seed (base:1).")
    private String trial;

    @Mixin
    private ModelOptions options;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;
    private final String task;

    /** @param task the worker's name of it */
    ModelCommand(Workbench workbench, Console console, String task) {
        this.workbench = workbench;
        this.console = console;
        this.task = task;
    }

    @Override
    public final Integer call() throws CommandException, IOException, InterruptedException {
        Map<String, Object> arguments = arguments();
        Map<String, Object> result = options.use(workbench, console, options.locate(console, trial), task, arguments);
        if (json.wanted()) {
            json.write(console.out(), result);
        } else {
            print(result);
        }
        return ExitCode.OK;
    }

    /**
     * What the task is told; null for what was not given.
     *
     * @throws CommandException if an option's value makes no sense
     */
    abstract Map<String, Object> arguments() throws CommandException;

    /** For a person: the files that were written, one a line. */
    void print(Map<String, Object> result) {
        if (result.get("files") instanceof List<?> files) {
            files.forEach(console.out()::println);
        }
        if (result.get("spoiltBatches") instanceof Number spoilt && spoilt.intValue() > 0) {
            console.err().println(spoilt.longValue() + " of the readjusting batches did not count: they would have left statistics that are"
                    + " not finite. Lower --temperature.");
        }
    }

    final Console console() {
        return console;
    }

    /** A typed path as the worker gets it; null stays null. */
    final String resolved(Path typed) {
        return typed == null ? null : console.resolve(typed).toString();
    }

    /** Refuses a number that is too small; null is allowed. */
    static void requireAtLeast(int least, String option, Integer value) throws CommandException {
        if (value != null && value < least) {
            throw new CommandException(option + " must be at least " + least + ", but is " + value + ".");
        }
    }

    /** Refuses temperatures below 0; null is allowed. */
    static void requireNotNegative(String option, List<Double> values) throws CommandException {
        if (values != null && !values.stream().allMatch(value -> value >= 0 && Double.isFinite(value))) {
            throw new CommandException(option + " must be at least 0.");
        }
    }
}
