package nvae.study.catalog;

import java.util.List;
import java.util.Optional;

/**
 * The parts that are usable now, one immutable snapshot. The workbench's own groups of options ({@code model}, {@code data}, {@code
 * training}, {@code evaluation}) are in it as parts of the kind {@link #SECTION}.
 */
public interface PartCatalog {
    /** The kind of the workbench's own groups of options. */
    String SECTION = "section";

    /** Every kind that has a part, in alphabetical order. */
    List<String> kinds();

    /** The parts of a kind, by name; empty if there is no such kind. */
    List<PartDescription> parts(String kind);

    /** The part of this kind and name. */
    Optional<PartDescription> find(String kind, String name);

    /**
     * Why {@link #find} found nothing: no such name (with the nearest), bundle not installed, not resolved (why), or its component
     * unsatisfied (what is missing). One sentence for a person.
     */
    String explainMissing(String kind, String name);

    /** The platform bundles that compose and train; with the parts' own they make up what a trial's result depends on. */
    List<BundleDigest> platformBundles();
}
