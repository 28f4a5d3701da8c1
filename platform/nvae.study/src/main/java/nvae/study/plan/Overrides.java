package nvae.study.plan;

import java.util.List;

/**
 * What the command line lays over a manifest.
 *
 * @param profile the profile's name, or null for none
 * @param settings {@code path=value} each, the value in YAML; later ones win
 */
public record Overrides(String profile, List<String> settings) {
    /** The manifest as it is. */
    public static final Overrides NONE = new Overrides(null, List.of());

    public Overrides {
        settings = List.copyOf(settings);
    }
}
