package nvae.shell;

import java.util.List;
import java.util.concurrent.Callable;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import nvae.study.manifest.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "parts", description = "List the parts that manifests can name, by kind, and the bundles that they come from.")
final class PartsCommand implements Callable<Integer> {
    @Parameters(paramLabel = "KIND", arity = "0..1", description = "Only this kind: cell, family, dataset ...")
    private String kind;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    PartsCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException {
        PartCatalog catalog = workbench.catalog();
        if (kind != null && catalog.parts(kind).isEmpty()) {
            throw new CommandException("There is no kind of part '" + kind + "'. " + Nearest.sentence(kind, catalog.kinds()));
        }
        List<PartDescription> parts = catalog.kinds().stream()
                .filter(each -> kind == null || each.equals(kind))
                .flatMap(each -> catalog.parts(each).stream())
                .toList();
        if (json.wanted()) {
            json.write(console.out(), parts);
            return ExitCode.OK;
        }
        Table table = new Table("KIND", "NAME", "BUNDLE", "VERSION", "WHAT IT IS");
        parts.forEach(part -> table.row(part.kind(), part.name(), part.bundle().symbolicName(), part.bundle().version(), part.title()));
        table.print(console.out());
        return ExitCode.OK;
    }
}
