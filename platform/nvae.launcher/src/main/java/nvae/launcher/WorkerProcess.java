package nvae.launcher;

import ai.djl.engine.Engine;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToIntBiFunction;
import org.osgi.framework.BundleException;

/**
 * The worker: one trial with exactly the bundles that the host wrote down. Standard output carries events and nothing else; whatever a
 * library prints goes to standard error.
 */
final class WorkerProcess {
    private static final String WORKER_ENTRY = "worker";

    private final Distribution distribution;

    WorkerProcess(Distribution distribution) {
        this.distribution = distribution;
    }

    /** Runs the trial and gives its exit status. */
    int run(Path trialJson) throws IOException, BundleException, InterruptedException {
        PrintStream events = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        System.setOut(System.err);
        HostWatch.start();
        Snapshot snapshot;
        try {
            snapshot = Snapshot.read(trialJson);
            load(snapshot.engine());
        } catch (RefusedException refused) {
            events.println(refused.event());
            return RefusedException.STATUS;
        }
        try (OsgiFramework framework = OsgiFramework.start(Map.of(Distribution.HOME, distribution.home().toString()), SystemPackages.ofClassPath())) {
            List<Path> bundles = new ArrayList<>(distribution.runtimeBundles());
            bundles.addAll(snapshot.jars());
            List<BundleException> failures = framework.startBundles(bundles);
            if (!failures.isEmpty()) {
                RefusedException refused = RefusedException.unresolved(failures.get(0));
                failures.forEach(Throwable::printStackTrace);
                events.println(refused.event());
                return RefusedException.STATUS;
            }
            @SuppressWarnings("unchecked")
            ToIntBiFunction<Path, PrintStream> entry = framework.entry(ToIntBiFunction.class, WORKER_ENTRY);
            return entry.applyAsInt(trialJson, events);
        }
    }

    /** Loads the engine from this thread: DJL settles on its engines, by the thread's class loader, when its classes are first used. */
    private static void load(String engine) {
        System.setProperty("ai.djl.default_engine", engine);
        if (!Engine.hasEngine(engine)) {
            throw new RefusedException("the engine " + engine + " is not on this worker's class path; it has " + Engine.getAllEngines());
        }
        PyTorchMemory.own();
        Engine.getEngine(engine);
    }
}
