package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import nvae.study.catalog.PartDescription;
import nvae.study.manifest.Nearest;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(
        name = "new-part",
        description = {
            "Begin a plug-in: a Maven project of its own, with a small part of this kind that works, its options, its contract test, a"
                + " study that uses it, and a README.",
            "'mvn package' there builds and tests it; its jar copied into the plug-in folder is all that the workbench needs."
        })
final class NewPartCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "KIND", description = "cell, normalization, activation, gate, family, flow, likelihood, ...")
    private String kind;

    @Parameters(index = "1", paramLabel = "NEW_NAME", description = "What manifests will call it: lower case, words joined by hyphens.")
    private String name;

    @Option(names = "--dir", paramLabel = "DIR", description = "The folder to make. Default: the part's name, here.")
    private Path folder;

    @Option(
            names = "--package",
            paramLabel = "PACKAGE",
            description = "The bundle's name and Java package, e.g. org.example.cell.wide. Default: my.KIND.NAME.")
    private String javaPackage;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    NewPartCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws CommandException, IOException {
        Path home = workbench.installation().home();
        PartTemplates templates = new PartTemplates(home);
        if (!templates.kinds().contains(kind)) {
            throw new CommandException("There is no kind of part '" + kind + "'. " + Nearest.sentence(kind, templates.kinds()));
        }
        NewPart part = NewPart.of(kind, name, javaPackage);
        refuseTakenName();
        Path target = console.resolve(folder == null ? Path.of(name) : folder);
        if (Files.exists(target)) {
            throw new CommandException(target + " exists already, and nothing is overwritten. Give another folder with --dir, or move it away.");
        }
        List<Path> files = templates.write(part, target, places(part, home));
        if (json.wanted()) {
            json.write(console.out(), Map.of("folder", target.toString(), "kind", kind, "name", name, "bundle", part.javaPackage(),
                    "class", part.javaPackage() + "." + part.className(), "files", files.stream().map(Path::toString).toList()));
        } else {
            tell(part, target, files);
        }
        return ExitCode.OK;
    }

    private void refuseTakenName() throws CommandException {
        Optional<PartDescription> taken = workbench.catalog().find(kind, name);
        if (taken.isPresent()) {
            throw new CommandException("There is a " + kind + " '" + name + "' already, from " + taken.get().bundle().symbolicName() + " "
                    + taken.get().bundle().version() + "; two bundles that offer one name are an error. Choose another name.");
        }
    }

    private Map<String, String> places(NewPart part, Path home) {
        String sources = "/java/" + part.javaPackage().replace('.', '/') + "/" + part.className();
        return Map.of(
                "workbench", home.toString(), "plugins", workbench.plugins().path().toString(),
                "source", "src/main" + sources + ".java", "test", "src/test" + sources + "Test.java");
    }

    private void tell(NewPart part, Path target, List<Path> files) {
        console.out().println("The " + kind + " '" + name + "' begins in " + target + ":");
        files.forEach(file -> console.out().println("  " + file));
        console.out().println();
        console.out().println("Next: cd " + target);
        console.out().println("      mvn package");
        console.out().println("      cp target/" + part.javaPackage() + "-1.0.0.jar " + workbench.plugins().path() + "/");
        console.out().println("      " + workbench.installation().command() + " run study.yaml --profile smoke");
    }
}
