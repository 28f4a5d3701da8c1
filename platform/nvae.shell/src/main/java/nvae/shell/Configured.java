package nvae.shell;

import java.util.List;
import java.util.Map;
import nvae.study.catalog.BundleDigest;
import nvae.study.plan.Plan;
import nvae.study.plan.Trial;

/**
 * A configuration that a person named.
 *
 * @param label what it is, for a person
 * @param configuration resolved, every default filled in
 * @param seed null for a variant, which runs with several
 * @param bundles what it is made of
 */
record Configured(String label, Map<String, Object> configuration, Long seed, List<BundleDigest> bundles) {

    /** What a study's folder says about one of its trials. */
    static Configured of(StudyFinder.Located located, boolean alone) {
        Trial trial = located.entry().trial();
        return new Configured(located.study().getFileName() + ", " + trial.variant() + (alone ? " seed " + trial.seed() : ""),
                trial.configuration(), alone ? trial.seed() : null, trial.bundles());
    }

    /** One trial of a plan, for its variant. */
    static Configured of(Plan plan, Trial trial) {
        return new Configured(plan.manifest().path() + ", " + trial.variant(), trial.configuration(), null, trial.bundles());
    }
}
