package nvae.study.catalog;

/**
 * A bundle as a run used it.
 *
 * @param sha256 of the jar file, in lower-case hex
 */
public record BundleDigest(String symbolicName, String version, String sha256) {}
