package nvae.study.catalog;

import java.util.List;

/** A usable part: what it is called, where it comes from, what it can be told. */
public record PartDescription(
        String kind, String name, String title, String help, BundleDigest bundle, List<OptionDescription> options) {}
