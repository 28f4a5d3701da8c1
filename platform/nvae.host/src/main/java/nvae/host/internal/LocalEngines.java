package nvae.host.internal;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import nvae.host.Engines;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

/** The engines in the workbench's own folder, each tried in a JVM of its own. */
@Component
public final class LocalEngines implements Engines {
    private static final String CHECK = "engine-check";
    private static final int LAST_LINES = 3;

    private final HostSettings settings;
    private final TcMalloc allocator;

    @Activate
    public LocalEngines(BundleContext context) {
        this(HostSettings.of(context), TcMalloc.ofThisMachine());
    }

    LocalEngines(HostSettings settings, TcMalloc allocator) {
        this.settings = settings;
        this.allocator = allocator;
    }

    @Override
    public List<String> names() {
        try (Stream<Path> folders = Files.list(settings.home().resolve("engine"))) {
            return folders.filter(Files::isDirectory).map(folder -> folder.getFileName().toString()).sorted().toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    @Override
    public String allocator() {
        return allocator.inWords();
    }

    @Override
    public Loaded load(String name, Duration limit) throws IOException, InterruptedException {
        Path out = Files.createTempFile("nvae-engine", ".out");
        Path err = Files.createTempFile("nvae-engine", ".err");
        try {
            ProcessBuilder command = command(name).redirectOutput(out.toFile()).redirectError(err.toFile());
            Process process = command.start();
            process.getOutputStream().close();
            boolean ended;
            try {
                ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            } finally {
                process.destroyForcibly();
            }
            if (!ended) {
                throw new IOException("it did not load within " + limit.toSeconds() + " s");
            }
            return read(process.exitValue(), Files.readString(out), Files.readString(err));
        } finally {
            Files.deleteIfExists(out);
            Files.deleteIfExists(err);
        }
    }

    private ProcessBuilder command(String name) {
        Path engine = settings.home().resolve("engine").resolve(name);
        ProcessBuilder command = new ProcessBuilder(
                "/bin/sh", "-c", "ulimit -c 0; exec \"$@\"", "engine-check",
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-XX:ErrorFile=/dev/null", "-Dnvae.home=" + settings.home(), "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp", settings.home().resolve("lib") + "/*:" + engine + "/*", LocalLauncher.PROGRAM, CHECK, name);
        command.environment().putAll(allocator.settings());
        command.environment().put("OMP_NUM_THREADS", "1");
        command.environment().put("ENGINE_CACHE_DIR", settings.cache().resolve("engines").toString());
        command.environment().put("OPT_OUT_TRACKING", "true");
        return command;
    }

    /** The answer is the last line that is a JSON object; natives print what they like before it. */
    private static Loaded read(int status, String out, String err) throws IOException {
        List<String> objects = out.lines().filter(line -> line.startsWith("{")).toList();
        if (status != 0 || objects.isEmpty()) {
            throw new IOException("its process ended with status " + status + said(out + err));
        }
        try {
            return new Gson().fromJson(objects.get(objects.size() - 1), Loaded.class);
        } catch (JsonSyntaxException cut) {
            throw new IOException("its process answered nonsense" + said(out), cut);
        }
    }

    private static String said(String text) {
        List<String> lines = text.lines().filter(line -> !line.isBlank() && !line.startsWith("\tat ")).toList();
        List<String> last = lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        return last.isEmpty() ? "" : " and said: " + last.stream().map(String::strip).collect(Collectors.joining(" / "));
    }
}
