package nvae.shell;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "describe", description = "Say what a part is and what it can be told: options, types, defaults, bounds.")
final class DescribeCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KIND", description = "The part's kind, e.g. cell; 'section' for the workbench's own options.")
    private String kind;

    @Parameters(index = "1", paramLabel = "NAME", description = "The part's name, e.g. separable.")
    private String name;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    DescribeCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        PartCatalog catalog = workbench.catalog();
        PartDescription part = catalog.find(kind, name).orElseThrow(() -> new CommandException(catalog.explainMissing(kind, name)));
        if (json.wanted()) {
            json.write(console.out(), part);
        } else {
            print(part);
        }
        return ExitCode.OK;
    }

    private void print(PartDescription part) {
        console.out().println(part.kind() + " " + part.name() + ": " + part.title());
        if (!part.help().isBlank()) {
            console.out().println(part.help());
        }
        console.out().println("From " + part.bundle().symbolicName() + " " + part.bundle().version() + ", SHA-256 "
                + part.bundle().sha256());
        console.out().println();
        if (part.options().isEmpty()) {
            console.out().println("It has no options.");
            return;
        }
        Table table = new Table("OPTION", "TYPE", "DEFAULT", "ALLOWED", "MEANING");
        part.options().forEach(option -> table.row(option.name(), type(option), defaults(option), allowed(option), option.help()));
        table.print(console.out());
    }

    private static String type(OptionDescription option) {
        return (option.list() ? "list of " : "") + Words.name(option.type());
    }

    private static String defaults(OptionDescription option) {
        if (option.defaults().isEmpty()) {
            return option.list() ? "empty" : "must be given";
        }
        return option.defaults().stream().map(Words::value).collect(Collectors.joining(", "));
    }

    private static String allowed(OptionDescription option) {
        if (!option.choices().isEmpty()) {
            return String.join(" | ", option.choices());
        }
        if (option.min() == null && option.max() == null) {
            return "";
        }
        if (option.max() == null) {
            return "at least " + Words.value(option.min());
        }
        return option.min() == null ? "at most " + Words.value(option.max()) : Words.value(option.min()) + " to " + Words.value(option.max());
    }
}
