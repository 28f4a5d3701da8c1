package nvae.study.plan;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import nvae.study.manifest.Document;
import nvae.study.manifest.Location;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.ManifestFiles;
import nvae.study.manifest.PresetFinder;
import nvae.study.manifest.Problem;
import nvae.study.manifest.Problems;
import nvae.study.schema.Schema;
import nvae.study.schema.Suggestions;
import nvae.study.statistics.Power;

/** Turns manifests into plans. */
public final class Planner {
    private static final Comparator<BundleDigest> BY_NAME =
            Comparator.comparing(BundleDigest::symbolicName).thenComparing(BundleDigest::version).thenComparing(BundleDigest::sha256);

    private static final int MAX_TRIALS = 10_000;

    private final PartCatalog catalog;
    private final DataDigests data;
    private final PresetFinder presets;

    /** A planner that finds presets beside a manifest and above it. */
    public Planner(PartCatalog catalog, DataDigests data) {
        this(catalog, data, List.of());
    }

    /** @param presets further folders with presets, asked last */
    public Planner(PartCatalog catalog, DataDigests data, List<Path> presets) {
        this.catalog = catalog;
        this.data = data;
        this.presets = new PresetFinder(presets);
    }

    /**
     * Reads and checks a manifest, all its profiles too, and lists its trials.
     *
     * @throws ManifestException with every problem found, if any of them is an error
     */
    public Plan plan(Path manifest, Overrides overrides) throws ManifestException {
        Problems problems = new Problems();
        List<Document> chain = new ManifestFiles(presets, problems).read(manifest);
        problems.throwIfAny();
        Schema schema = new Schema(catalog, Location.of(chain.get(0).source().path()), problems);
        problems.throwIfAny();
        ManifestLayers layers = new ManifestLayers(schema, chain, problems);
        Draft draft = new Drafting(schema, layers.merged(overrides), problems).draft();
        checkOtherProfiles(schema, chain, layers, overrides, problems);
        problems.throwIfAny();
        refuseTooManyTrials(draft, problems);
        problems.throwIfAny();
        List<Trial> trials = trials(draft, problems);
        problems.throwIfAny();
        warnOfFewSeeds(draft, problems);
        return new Plan(
                draft.study(),
                draft.description(),
                chain.get(0).source(),
                chain.stream().skip(1).map(Document::source).toList(),
                overrides,
                draft.axisLabels(),
                draft.variants().stream().map(Draft.Configured::variant).toList(),
                draft.seeds(),
                trials,
                draft.metrics(),
                draft.retry(),
                draft.onFailure(),
                problems.all(),
                Map.of());
    }

    /** A slip in a profile shows when the manifest is checked, not on the day when the profile is used. */
    private static void checkOtherProfiles(
            Schema schema, List<Document> chain, ManifestLayers layers, Overrides overrides, Problems problems) {
        for (String profile : layers.profiles()) {
            if (!profile.equals(overrides.profile())) {
                Problems found = new Problems();
                ManifestLayers again = new ManifestLayers(schema, chain, found);
                new Drafting(schema, again.merged(new Overrides(profile, List.of())), found).draft();
                found.all().stream().filter(problem -> problem.severity() == Problem.Severity.ERROR).forEach(problems::add);
            }
        }
    }

    private static void refuseTooManyTrials(Draft draft, Problems problems) {
        long trials = (long) draft.variants().size() * draft.seeds().size();
        if (trials > MAX_TRIALS) {
            String what = "%d variants times %d seeds are %d trials, more than %d"
                    .formatted(draft.variants().size(), draft.seeds().size(), trials, MAX_TRIALS);
            problems.error(draft.place(), what, "Use fewer seeds or axes, or split the study.");
        }
    }

    private List<Trial> trials(Draft draft, Problems problems) {
        Map<Object, String> digests = new HashMap<>();
        Map<String, Trial> trials = new LinkedHashMap<>();
        for (long seed : draft.seeds()) {
            for (Draft.Configured variant : draft.variants()) {
                if (!variant.variant().isDuplicate()) {
                    Object dataset = variant.configuration().get("dataset");
                    String images = digests.computeIfAbsent(dataset, key -> digest(key, draft.dataset(), problems));
                    List<BundleDigest> bundles = bundles(variant.parts());
                    String id = TrialIds.of(variant.configuration(), bundles, images, seed);
                    Variant named = variant.variant();
                    trials.putIfAbsent(id, new Trial(id, named.label(), named.changes(), seed, variant.configuration(), bundles));
                }
            }
        }
        return List.copyOf(trials.values());
    }

    @SuppressWarnings("unchecked")
    private String digest(Object dataset, Location where, Problems problems) {
        try {
            return data.digest((Map<String, Object>) dataset);
        } catch (IOException | RuntimeException e) {
            // A plug-in may refuse its options in any way, say a bad glob by a PatternSyntaxException of several lines.
            problems.error(
                    where,
                    "the dataset cannot be read: " + firstLine(e),
                    "Correct the dataset's options, or put the file in its place.");
            return "";
        }
    }

    private static String firstLine(Exception e) {
        return e.getMessage() == null || e.getMessage().isBlank() ? e.toString() : e.getMessage().lines().findFirst().orElseThrow();
    }

    private List<BundleDigest> bundles(Set<PartDescription> parts) {
        Set<BundleDigest> bundles = new LinkedHashSet<>(catalog.platformBundles());
        parts.forEach(part -> bundles.add(part.bundle()));
        catalog.parts(PartCatalog.SECTION).forEach(section -> bundles.add(section.bundle()));
        List<BundleDigest> sorted = new ArrayList<>(bundles);
        sorted.sort(BY_NAME);
        return List.copyOf(sorted);
    }

    /** What {@code --set} can be given, for a person who types it: {@code path=value} where the values are few, {@code path=} elsewhere. */
    public List<String> settings() {
        return Suggestions.of(catalog);
    }

    /** Says before the work what the report would have to say after it, of differences and of interactions. */
    private static void warnOfFewSeeds(Draft draft, Problems problems) {
        List<Variant> changed = draft.variants().stream()
                .map(Draft.Configured::variant)
                .filter(variant -> !variant.isBase() && !variant.isDuplicate())
                .toList();
        if (draft.seeds().size() == 1 && !changed.isEmpty()) {
            problems.warning(draft.place(), "one seed shows no spread: a difference may be chance", "Use seeds: [1, 2, 3] or more.");
            return;
        }
        warnOfFewSeeds(draft, changed.size(), "difference", "comparison", problems);
        warnOfFewSeeds(draft, ChangePair.of(changed).size(), "interaction", "interaction", problems);
    }

    private static void warnOfFewSeeds(Draft draft, int count, String finding, String noun, Problems problems) {
        if (count == 0) {
            return;
        }
        Power power = draft.metrics().inference().power(draft.seeds().size(), count);
        if (!power.suffices()) {
            problems.warning(draft.place(), "no " + finding + " will be clear, however large: " + power.shortfall(noun),
                    "Use %d seeds or more if p < %s is to be reached in %s.".formatted(
                            power.seedsNeeded(), power.alpha(), count == 1 ? "one " + noun : count + " " + noun + "s"));
        }
    }
}
