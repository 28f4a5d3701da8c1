package nvae.shell;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.framework.BundleContext;

/**
 * Where the workbench is, as its launcher says.
 *
 * @param home the assembled workbench: its bundles, engines and templates
 * @param cache what outlives a process: bundles by digest, engines
 * @param command the program that a person types
 * @param presets folders of the workbench's own presets, which every manifest can extend wherever it lies
 */
record Installation(Path home, Path cache, String command, List<Path> presets) {

    static Installation of(BundleContext context) {
        return new Installation(folder(context, "nvae.home").orElse(Path.of("")), folder(context, "nvae.cache").orElse(Path.of("")),
                Optional.ofNullable(context.getProperty("nvae.command")).orElse("nvae"),
                folder(context, "nvae.presets").map(List::of).orElse(List.of()));
    }

    private static Optional<Path> folder(BundleContext context, String property) {
        return Optional.ofNullable(context.getProperty(property)).map(Path::of);
    }
}
