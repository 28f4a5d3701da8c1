package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Nearest;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;

/** Finds configurations by what a person calls them: a trial, a variant that was run, or a manifest's base or variant. */
record ConfigurationFinder(Workbench workbench, Console console, StudyFinder studies) {
    /** Between a manifest and one of its variants. */
    private static final String OF = "#";

    /**
     * The configuration.
     *
     * @param name a trial's id or folder, a variant's label (with or without its seed), or {@code FILE.yaml} or {@code FILE.yaml#VARIANT}
     * @param study where to look for trials; null for all
     */
    Configured find(String name, String study) throws CommandException, ManifestException, IOException {
        int hash = name.indexOf(OF);
        Path file = console.resolve(Path.of(hash < 0 ? name : name.substring(0, hash)));
        if (Files.isRegularFile(file)) {
            return planned(file, hash < 0 ? Variant.BASE : name.substring(hash + OF.length()));
        }
        if (name.endsWith(".yaml") || name.endsWith(".yml") || hash >= 0) {
            throw MissingManifest.at(file);
        }
        List<StudyFinder.Located> found = studies.trials(name, study);
        return Configured.of(found.get(0), found.size() == 1);
    }

    private Configured planned(Path manifest, String label) throws ManifestException, CommandException {
        Plan plan = workbench.planner().plan(manifest, Overrides.NONE);
        for (Variant variant : plan.variants()) {
            if (variant.label().equals(label)) {
                List<Trial> trials = plan.trialsOf(variant);
                return Configured.of(plan, trials.get(0));
            }
        }
        throw new CommandException(manifest + " has no variant '" + label + "'. "
                + Nearest.sentence(label, plan.variants().stream().map(Variant::label).toList()));
    }
}
