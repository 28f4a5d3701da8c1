package nvae.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Nearest;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import nvae.study.plan.Variant;
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
            description = "Set a value of the manifest: of its base, e.g. training.epochs=5, or of a key of its own, e.g. 'seeds=[1, 2]'."
                    + " May be repeated, the last one wins.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--only",
            paramLabel = "VARIANT",
            description = "Only this variant, and the base to compare it with; may be repeated.")
    private List<String> only = new ArrayList<>();

    /** Reads, checks and expands the manifest; warnings go to the console. */
    Plan plan(Workbench workbench, Console console) throws ManifestException, CommandException {
        Path file = console.resolve(manifest);
        if (!Files.isRegularFile(file)) {
            throw MissingManifest.at(file);
        }
        Plan plan = workbench.planner().plan(file, new Overrides(profile, settings));
        return only.isEmpty() ? plan : only(plan);
    }

    private Plan only(Plan plan) throws CommandException {
        List<String> labels = plan.variants().stream().map(Variant::label).toList();
        for (String label : only) {
            if (!labels.contains(label)) {
                throw new CommandException("The study has no variant '" + label + "'. " + Nearest.sentence(label, labels));
            }
        }
        return plan.only(only);
    }
}
