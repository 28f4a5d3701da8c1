package nvae.host.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import nvae.study.catalog.BundleDigest;
import nvae.study.run.Assignment;
import nvae.study.run.Launcher;
import nvae.study.run.RunException;
import nvae.study.run.Slot;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts workers as processes of this machine: its own JVM, its own Felix, its share of the cores or one GPU. */
@Component
public final class LocalLauncher implements Launcher {
    /** What a worker's command line ends with, before the trial's file. */
    static final String PROGRAM = "nvae.launcher.Main";
    static final String WORKER = "worker";

    private static final Logger LOG = LoggerFactory.getLogger(LocalLauncher.class);

    private static final String TRIAL_FILE = "trial.json";
    /** A task's file lies apart: {@code trial.json} keeps saying what was trained. */
    private static final String TASK_FOLDER = "use";

    private static final String LOG_FILE = "log.txt";

    /**
     * For the C library's malloc, which is used where there is no {@link TcMalloc}. Big arrays come and go with every step. Without these,
     * glibc gives their pages back to the system each time, and fetching them anew costs several times the computation (swish, 6 MB: 28 ms
     * instead of 6.6 ms).
     */
    private static final Map<String, String> MALLOC = Map.of(
            "MALLOC_MMAP_THRESHOLD_", "1073741824",
            "MALLOC_TRIM_THRESHOLD_", "17179869184",
            "MALLOC_TOP_PAD_", "268435456",
            "MALLOC_ARENA_MAX", "1");

    /**
     * A thread that has done its share of an operator looks out for the next one for about a tenth of a millisecond before it sleeps.
     * PyTorch's steps take nearly half as long (mnist16, two threads: 1.0 s instead of 1.9), as waking a thread takes longer than many an
     * operator. OpenMP's own default looks out thirty times as long, which on a busy machine takes the time from those who have work.
     */
    private static final Map<String, String> WAITING = Map.of("OMP_WAIT_POLICY", "passive", "GOMP_SPINCOUNT", "10000");

    /**
     * MXNet times small pieces of its operators at start-up and decides by that which run on several threads. Without it, runs
     * of the same trial share their work among the threads the same way, and most rounds were faster (see docs/performance.md).
     *
     * <p>The second setting lets one thread copy arrays of any size. If Java's thread shared its copies out, OpenMP would give it a team of
     * its own; then it would have more threads than cores, and none of them would look out for work before it sleeps (traced steps of mnist16
     * on two threads: 1.9 s instead of 1.2).
     *
     * <p>The third gives operators one place to work in, instead of four, each as large as any of them ever needs: they run one after the
     * other (mnist16: 110 to 150 MB less, no slower). The fourth gives every array of a graph memory of its own, which goes with the array;
     * shared, it would stay for the last of those that share it (mnist16, cifar32: 70 to 90 MB less, no slower).
     */
    private static final Map<String, String> MXNET = Map.of(
            "MXNET_USE_OPERATOR_TUNING", "0", "MXNET_CPU_PARALLEL_SIZE", "2000000000", "MXNET_CPU_TEMP_COPY", "1", "NNVM_EXEC_MATCH_RANGE", "0");

    /**
     * A worker's Java makes little that lasts. Left alone, it would fill a hundred megabytes before it looks for what it can use again, where
     * the engine's arrays want the memory. What lasts may grow without limits of ours.
     */
    private static final List<String> SMALL_HEAP = List.of("-Xms16m", "-Xmn8m");

    /** The webhook's address is the host's alone. */
    private static final String HOST_SECRET = "NVAE_WEBHOOK";

    private final HostSettings settings;
    private final BundleStore store;
    private final BundleClosure closure;
    private final TcMalloc allocator;

    @Activate
    public LocalLauncher(BundleContext context, @Reference BundleClosure closure) {
        this(HostSettings.of(context), closure, TcMalloc.ofThisMachine());
    }

    LocalLauncher(HostSettings settings, BundleClosure closure, TcMalloc allocator) {
        this.settings = settings;
        this.store = settings.store();
        this.closure = closure;
        this.allocator = allocator;
    }

    @Override
    public Worker launch(Assignment assignment, Consumer<Map<String, Object>> events) throws IOException {
        String engine = String.valueOf(assignment.trial().configuration().getOrDefault("engine", "mxnet"));
        Collection<BundleDigest> bundles = closure.of(assignment.trial().bundles());
        boolean use = assignment.mode() == Assignment.Mode.USE;
        Path trialFile = use ? taskFile(assignment.folder()) : assignment.folder().resolve(TRIAL_FILE);
        if (assignment.mode() == Assignment.Mode.TRAIN) {
            LeftWorkers.end(trialFile);
        }
        new TrialFile(assignment, engine, bundles, store).write(trialFile);
        ProcessBuilder process = new ProcessBuilder(command(assignment, engine, trialFile))
                .directory(assignment.start().toFile())
                .redirectError(ProcessBuilder.Redirect.appendTo(assignment.folder().resolve(LOG_FILE).toFile()));
        process.environment().remove(HOST_SECRET);
        process.environment().putAll(environment(assignment.slot()));
        return new WorkerJvm(process.start(), events, use ? () -> delete(trialFile) : () -> {});
    }

    /** One for each task: several commands may use a trained model at the same time. */
    private static Path taskFile(Path runFolder) throws IOException {
        return Files.createTempFile(Files.createDirectories(runFolder.resolve(TASK_FOLDER)), "task-", ".json");
    }

    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.warn("{} is not needed any more, but could not be deleted: {}", file, e.toString());
        }
    }

    /** A shell sets what Java cannot: no core files, and an interrupt from the keyboard is the host's to act on. */
    private List<String> command(Assignment assignment, String engine, Path trialFile) {
        Set<String> engines = new LinkedHashSet<>(List.of(engine));
        if (assignment.arguments().get(Assignment.ENGINES) instanceof List<?> more) {
            more.forEach(name -> engines.add(String.valueOf(name)));
        }
        StringBuilder classPath = new StringBuilder(settings.home().resolve("lib") + "/*");
        for (String name : engines) {
            classPath.append(':').append(jars(name)).append("/*");
        }
        List<String> command = new ArrayList<>(List.of("/bin/sh", "-c", "trap '' INT; ulimit -c 0; exec \"$@\"", "worker"));
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:+UseSerialGC");
        if (!Boolean.TRUE.equals(assignment.arguments().get(Assignment.COMPUTES_IN_JAVA))) {
            // A worker's Java only calls the engine: the second-tier compiler's time never pays back (5 of 30 s of processor time in a short trial).
            command.add("-XX:TieredStopAtLevel=1");
            if (assignment.slot().gpu().isEmpty()) {
                command.addAll(SMALL_HEAP);
            }
        }
        command.add("-Dai.djl.pytorch.graph_optimizer=false"); // expressions are single operators: there is nothing to fuse
        command.add("-XX:ErrorFile=" + assignment.folder().toAbsolutePath().resolve("hs_err_%p.log"));
        command.add("-Dnvae.home=" + settings.home());
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.add("-Dorg.slf4j.simpleLogger.log.nvae=info");
        command.add("-cp");
        command.add(classPath.toString());
        command.add(PROGRAM);
        command.add(WORKER);
        command.add(trialFile.toAbsolutePath().toString());
        return command;
    }

    private Path jars(String engine) {
        Path jars = settings.home().resolve("engine").resolve(engine);
        if (!Files.isDirectory(jars)) {
            throw new RunException("engine: '" + engine + "' is not in this workbench yet. Type `bin/nvae -Dengine=" + engine
                    + "` to fetch it, once; then run again.");
        }
        return jars;
    }

    private Map<String, String> environment(Slot slot) {
        Map<String, String> environment = new TreeMap<>(MALLOC);
        environment.putAll(allocator.settings());
        environment.put("OMP_NUM_THREADS", String.valueOf(slot.threads()));
        if (Collections.disjoint(System.getenv().keySet(), WAITING.keySet())) {
            environment.putAll(WAITING);
        }
        MXNET.forEach((name, value) -> environment.put(name, System.getenv().getOrDefault(name, value)));
        environment.put("CUDA_VISIBLE_DEVICES", slot.gpu().isPresent() ? String.valueOf(slot.gpu().getAsInt()) : "");
        environment.put("ENGINE_CACHE_DIR", settings.cache().resolve("engines").toString());
        environment.put("OPT_OUT_TRACKING", "true");
        return environment;
    }
}
