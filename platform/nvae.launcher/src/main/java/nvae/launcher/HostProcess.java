package nvae.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntFunction;
import org.osgi.framework.BundleException;

/** The host: one command and its exit status, or the interactive shell until somebody leaves it. No engine is on its class path. */
final class HostProcess {
    private static final String COMMAND_ENTRY = "command";
    private static final String PLUGINS_OPTION = "--plugins";
    private static final int USAGE = 2;

    private final Distribution distribution;

    HostProcess(Distribution distribution) {
        this.distribution = distribution;
    }

    /**
     * Runs the command, 0 for success, 1 for failure, 2 for wrong usage. Without one, a person at a terminal gets the shell; where there
     * is no terminal, the commands come from standard input, one a line.
     */
    int run(List<String> arguments) throws IOException, BundleException, InterruptedException {
        List<String> command = arguments;
        Path plugins = Path.of(System.getProperty("nvae.plugins", "plugins"));
        if (!command.isEmpty() && command.get(0).equals(PLUGINS_OPTION)) {
            if (command.size() < 2) {
                System.err.println(PLUGINS_OPTION + " needs a folder");
                return USAGE;
            }
            plugins = Path.of(command.get(1));
            command = command.subList(2, command.size());
        }
        boolean interactive = command.isEmpty() && System.console() != null;
        try (OsgiFramework framework = OsgiFramework.start(properties(plugins.toAbsolutePath().normalize()), SystemPackages.ofClassPath())) {
            report(framework.startBundles(distribution.hostBundles(interactive)));
            if (interactive) {
                framework.awaitStop();
                return 0;
            }
            @SuppressWarnings("unchecked")
            ToIntFunction<List<String>> entry = framework.entry(ToIntFunction.class, COMMAND_ENTRY);
            return entry.applyAsInt(command);
        }
    }

    /** A bundle that does not start costs its parts, not the host. */
    private static void report(List<BundleException> failures) {
        failures.forEach(failure -> System.err.println(failure.getMessage()));
    }

    private Map<String, String> properties(Path plugins) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Distribution.HOME, distribution.home().toString());
        properties.put("nvae.plugins", plugins.toString());
        properties.put("nvae.cache", cache().toString());
        properties.put("felix.fileinstall.dir", plugins.toString());
        properties.put("felix.fileinstall.filter", ".*\\.jar");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "500");
        properties.put("felix.fileinstall.log.level", "0");
        return properties;
    }

    /** The person's cache folder, where the XDG base directory specification puts it. */
    private static Path cache() {
        String xdg = System.getenv("XDG_CACHE_HOME");
        Path caches = xdg == null || xdg.isEmpty() ? Path.of(System.getProperty("user.home"), ".cache") : Path.of(xdg);
        return caches.resolve("nvae-workbench").toAbsolutePath();
    }
}
