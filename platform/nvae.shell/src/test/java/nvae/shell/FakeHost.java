package nvae.shell;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import nvae.host.Engines;
import nvae.host.PluginFolder;
import nvae.study.catalog.BundleDigest;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;
import nvae.study.run.Assignment;
import nvae.study.run.Launcher;

/** A host of two parts, whose workers do what a test tells them to, at once; and a console that remembers. */
final class FakeHost {
    static final BundleDigest BUNDLE = new BundleDigest("nvae.cell.separable", "0.1.0", "ab".repeat(32));

    private final Path here;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final List<Assignment> assignments = new ArrayList<>();
    private final Behaviour worker;

    /** What a worker does; returns its exit status. */
    interface Behaviour {
        int play(Assignment assignment, Consumer<Map<String, Object>> events) throws Exception;
    }

    FakeHost(Path here, Behaviour worker) {
        this.here = here;
        this.worker = worker;
    }

    /** A worker that trains at once. */
    static int train(Assignment assignment, Consumer<Map<String, Object>> events) throws Exception {
        Files.writeString(assignment.folder().resolve("log.txt"), "first line\nsecond line\nlast line\n");
        events.accept(Map.of("event", "progress", "step", 5, "steps", 10, "nelbo", 300.0, "imagesPerSecond", 20.0));
        events.accept(Map.of("event", "evaluated", "step", 10, "testNelbo", 250.5));
        events.accept(Map.of("event", "done", "metrics", Map.of("testNelbo", 250.5, "seconds", 75), "klPerGroup", List.of(3, 4)));
        return 0;
    }

    /** Runs a line; returns the exit status. What earlier lines wrote is forgotten. */
    int run(String... line) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Console console = new Console(new PrintWriter(out, true), new PrintWriter(err, true), here,
                Map.of("NVAE_RUNS", here.resolve("runs").toString()), Optional::empty);
        return Commands.execute(workbench(), console, List.of(line));
    }

    String out() {
        return out.toString();
    }

    String err() {
        return err.toString();
    }

    /** What workers were asked to do. */
    List<Assignment> assignments() {
        return List.copyOf(assignments);
    }

    private Workbench workbench() {
        return new Workbench(FakeHost::catalog, new NoPlugins(), dataset -> "0".repeat(64), launcher(), port -> {
            throw new IllegalStateException("no live page here");
        }, new FakeEngines(), new Installation(here.resolve("home"), here.resolve("cache"), "bin/nvae", List.of()));
    }

    private Launcher launcher() {
        return (assignment, events) -> {
            assignments.add(assignment);
            int status;
            try {
                status = worker.play(assignment, events);
            } catch (Exception e) {
                throw new AssertionError(e);
            }
            return new Launcher.Worker() {
                @Override
                public int await() {
                    return status;
                }

                @Override
                public void kill() {}

                @Override
                public long pid() {
                    return 1;
                }
            };
        };
    }

    private static PartCatalog catalog() {
        OptionDescription expansion = new OptionDescription(
                "expansion", OptionDescription.Type.INTEGER, false, List.of(6), 1.0, null, List.of(), "Hidden channels per input channel.");
        PartDescription separable =
                new PartDescription("cell", "separable", "Depthwise-separable cell", "", BUNDLE, List.of(expansion));
        PartDescription none = new PartDescription("gate", "none", "No gate", "", BUNDLE, List.of());
        List<PartDescription> parts = List.of(separable, none);
        return new PartCatalog() {
            @Override
            public List<String> kinds() {
                return List.of("cell", "gate");
            }

            @Override
            public List<PartDescription> parts(String kind) {
                return parts.stream().filter(part -> part.kind().equals(kind)).toList();
            }

            @Override
            public Optional<PartDescription> find(String kind, String name) {
                return parts(kind).stream().filter(part -> part.name().equals(name)).findFirst();
            }

            @Override
            public String explainMissing(String kind, String name) {
                return "There is no " + kind + " '" + name + "'.";
            }

            @Override
            public List<BundleDigest> platformBundles() {
                return List.of();
            }
        };
    }

    /** One engine, which works. */
    private static final class FakeEngines implements Engines {
        @Override
        public List<String> names() {
            return List.of("mxnet");
        }

        @Override
        public String allocator() {
            return "libfast.so.1";
        }

        @Override
        public Loaded load(String name, Duration limit) {
            return new Loaded("MXNet", "1.9.0", 0);
        }
    }

    /** A folder without jars. */
    private static final class NoPlugins implements PluginFolder {
        @Override
        public Path path() {
            return Path.of("plugins");
        }

        @Override
        public List<Plugin> plugins() {
            return List.of();
        }

        @Override
        public Path lockFile() {
            return Path.of("plugins.lock");
        }

        @Override
        public int lock() {
            return 0;
        }
    }
}
