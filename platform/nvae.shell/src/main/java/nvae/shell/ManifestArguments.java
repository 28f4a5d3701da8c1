package nvae.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nvae.study.manifest.ManifestException;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A manifest, and what the command line lays over it. */
final class ManifestArguments {
    @Parameters(paramLabel = "MANIFEST", description = "The study's YAML file.")
    private Path manifest;

    @Option(names = "--profile", paramLabel = "NAME", description = "Use this profile of the manifest.")
    private String profile;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Set a value of the base, e.g. training.epochs=5; may be repeated, the last one wins.")
    private List<String> settings = new ArrayList<>();

    /** Reads, checks and expands the manifest; warnings go to the console. */
    Plan plan(Workbench workbench, Console console) throws ManifestException, CommandException {
        Path file = console.resolve(manifest);
        if (!Files.isRegularFile(file)) {
            throw new CommandException("There is no manifest " + file + ". Give the path of a study's YAML file, e.g. experiments/quickstart.yaml.");
        }
        return workbench.planner().plan(file, new Overrides(profile, settings));
    }
}
