package nvae.shell;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import nvae.host.Engines;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.PartCatalog;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Sha256;
import nvae.study.manifest.Source;
import nvae.study.plan.Plan;
import nvae.study.plan.Trial;
import nvae.study.report.StudyFile;

/**
 * Whether what a trial's result depends on is the same now as when it was planned and trained.
 *
 * @param located the trial
 * @param study what its study was
 */
record Repetition(Workbench workbench, StudyFinder.Located located, StudyFile study) {
    private static final Duration ENGINE_LIMIT = Duration.ofMinutes(3);

    /** What the trial's worker wrote down; fields that are not there stay null. */
    private record Recorded(String engine, String engineVersion, String dataset) {}

    /** What differs, one sentence each; empty if a repetition is the same trial. */
    List<String> differences() throws IOException, InterruptedException {
        Trial trial = located.entry().trial();
        List<String> differences = new ArrayList<>();
        sources().forEach(source -> changed(source).ifPresent(differences::add));
        for (ConfigurationDifference.BundleEntry bundle : ConfigurationDifference.bundles(trial.bundles(), installed(trial))) {
            differences.add("The bundle " + bundle.symbolicName() + " was " + describe(bundle.a()) + ", and now is " + describe(bundle.b())
                    + ".");
        }
        Optional<Recorded> recorded = recorded();
        if (recorded.isPresent()) {
            data(trial, recorded.get()).ifPresent(differences::add);
            engine(trial, recorded.get()).ifPresent(differences::add);
        }
        if (differences.isEmpty()) {
            planned(trial).ifPresent(differences::add);
        }
        return differences;
    }

    private Stream<Source> sources() {
        return Stream.concat(Stream.of(study.plan().manifest()), study.plan().presets().stream());
    }

    private Optional<String> changed(Source source) {
        try {
            String now = Sha256.hex(Files.readString(file(source)).getBytes(StandardCharsets.UTF_8));
            return now.equals(source.sha256()) ? Optional.empty() : Optional.of(source.path() + " has changed since.");
        } catch (NoSuchFileException gone) {
            return Optional.of(source.path() + " is gone; study.json in the study's folder holds its text.");
        } catch (IOException e) {
            return Optional.of(source.path() + " cannot be read (" + e + ").");
        }
    }

    /** A path that was typed where the study was begun. */
    private Path file(Source source) {
        return study.start().resolve(source.path());
    }

    /** The bundles of these names that are installed now. */
    private List<BundleDigest> installed(Trial trial) {
        PartCatalog catalog = workbench.catalog();
        List<String> names = trial.bundles().stream().map(BundleDigest::symbolicName).toList();
        return Stream.concat(catalog.platformBundles().stream(),
                        catalog.kinds().stream().flatMap(kind -> catalog.parts(kind).stream()).map(part -> part.bundle()))
                .distinct()
                .filter(bundle -> names.contains(bundle.symbolicName()))
                .toList();
    }

    private static String describe(BundleDigest bundle) {
        return bundle == null
                ? "not installed"
                : bundle.version() + " with the SHA-256 " + Words.digest(bundle.sha256());
    }

    private Optional<Recorded> recorded() throws IOException {
        Path file = located.folder().resolve("provenance.json");
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.ofNullable(new Gson().fromJson(Files.readString(file), Recorded.class));
        } catch (JsonParseException e) {
            throw new IOException(file + " is damaged (" + e.getMessage() + "); what the trial ran on is not known.", e);
        }
    }

    @SuppressWarnings("unchecked")
    private Optional<String> data(Trial trial, Recorded recorded) {
        if (recorded.dataset() == null) {
            return Optional.empty();
        }
        try {
            String now = workbench.data().digest((Map<String, Object>) trial.configuration().get("dataset"));
            return now.equals(recorded.dataset())
                    ? Optional.empty()
                    : Optional.of("The dataset's SHA-256 was " + Words.digest(recorded.dataset()) + ", and now is "
                            + Words.digest(now) + ".");
        } catch (IOException | RuntimeException e) {
            return Optional.of("The dataset cannot be read from here (" + e.getMessage() + "); the trial was begun in " + study.start() + ".");
        }
    }

    private Optional<String> engine(Trial trial, Recorded recorded) throws InterruptedException {
        String name = String.valueOf(trial.configuration().getOrDefault("engine", "mxnet"));
        try {
            Engines.Loaded now = workbench.engines().load(name, ENGINE_LIMIT);
            return now.version().equals(recorded.engineVersion())
                    ? Optional.empty()
                    : Optional.of("The engine was " + recorded.engine() + " " + recorded.engineVersion() + ", and now is " + now.engine() + " "
                            + now.version() + ".");
        } catch (IOException e) {
            return Optional.of("The engine '" + name + "' does not load now: " + e.getMessage() + ". `nvae doctor` says what to do.");
        }
    }

    /** Nothing that was looked at differs; a plan made now decides whether anything else does. */
    private Optional<String> planned(Trial trial) {
        try {
            Plan now = workbench.planner().plan(file(study.plan().manifest()), study.plan().overrides());
            return now.trials().stream().anyMatch(candidate -> candidate.id().equals(trial.id()))
                    ? Optional.empty()
                    : Optional.of("The manifest gives other trials now: options or defaults have changed. `nvae diff "
                            + trial.shortId() + " " + study.plan().manifest().path() + "#" + trial.variant() + "` shows them.");
        } catch (ManifestException e) {
            return Optional.of("The manifest is not valid now: " + e.getMessage());
        }
    }
}
