package nvae.study.plan;

import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import nvae.study.manifest.Problem;
import nvae.study.manifest.Source;

/**
 * A study, ready to run.
 *
 * @param study its name, and its folder's
 * @param description for a person; may be empty
 * @param manifest the file that was planned
 * @param presets the files that it extends, nearest first
 * @param overrides what the command line laid over it
 * @param axes each axis to the labels of its values, in the order of the manifest
 * @param variants the base first, then in the order of the designs; duplicates are among them, marked
 * @param seeds every variant runs with each of them
 * @param trials the variants that are no duplicates, times the seeds: seed by seed, so that an unfinished study compares as much as it
 *     can; no two have the same id
 * @param warnings what is worth a second look
 * @param estimates by trial id; empty until a runner has measured
 */
public record Plan(
        String study,
        String description,
        Source manifest,
        List<Source> presets,
        Overrides overrides,
        Map<String, List<String>> axes,
        List<Variant> variants,
        List<Long> seeds,
        List<Trial> trials,
        Metrics metrics,
        RetryPolicy retry,
        FailurePolicy onFailure,
        List<Problem> warnings,
        Map<String, Estimate> estimates) {

    /** This plan with what a runner has measured. */
    public Plan withEstimates(Map<String, Estimate> measured) {
        return new Plan(
                study, description, manifest, presets, overrides, axes, variants, seeds, trials, metrics, retry, onFailure, warnings,
                measured);
    }

    /**
     * The same study of fewer variants. The base stays, for them to be compared with.
     *
     * @param labels of the variants to keep; for one that repeats another's configuration, the other is kept too
     */
    public Plan only(Collection<String> labels) {
        Set<String> kept = new HashSet<>(labels);
        variants.stream().filter(variant -> variant.isDuplicate() && labels.contains(variant.label())).map(Variant::duplicateOf).forEach(kept::add);
        kept.add(Variant.BASE);
        return new Plan(study, description, manifest, presets, overrides, axes,
                variants.stream().filter(variant -> kept.contains(variant.label())).toList(), seeds,
                trials.stream().filter(trial -> kept.contains(trial.variant())).toList(), metrics, retry, onFailure, warnings, estimates);
    }

    /** The trials of a variant, one a seed; those of the first variant with the same configuration for a duplicate. */
    public List<Trial> trialsOf(Variant variant) {
        String label = variant.isDuplicate() ? variant.duplicateOf() : variant.label();
        return trials.stream().filter(trial -> trial.variant().equals(label)).toList();
    }
}
