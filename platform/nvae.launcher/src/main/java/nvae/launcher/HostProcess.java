package nvae.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** Runs the command, 0 for success, 1 for failure, 2 for wrong usage; without one, the shell. */
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
        boolean interactive = command.isEmpty();
        try (OsgiFramework framework = OsgiFramework.start(properties(plugins.toAbsolutePath().normalize(), interactive))) {
            List<Path> bundles = new ArrayList<>(distribution.runtimeBundles());
            bundles.addAll(distribution.hostBundles());
            framework.startBundles(bundles);
            if (interactive) {
                framework.awaitStop();
                return 0;
            }
            @SuppressWarnings("unchecked")
            ToIntFunction<List<String>> entry = framework.entry(ToIntFunction.class, COMMAND_ENTRY);
            return entry.applyAsInt(command);
        }
    }

    private Map<String, String> properties(Path plugins, boolean interactive) {
        Map<String, String> properties = new HashMap<>();
        properties.put(Distribution.HOME, distribution.home().toString());
        properties.put("nvae.plugins", plugins.toString());
        properties.put("gosh.args", interactive ? "" : "--nointeractive --noshutdown");
        properties.put("felix.fileinstall.dir", plugins.toString());
        properties.put("felix.fileinstall.filter", ".*\\.jar");
        properties.put("felix.fileinstall.noInitialDelay", "true");
        properties.put("felix.fileinstall.poll", "500");
        properties.put("felix.fileinstall.log.level", "0");
        return properties;
    }
}
