package nvae.shell;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import nvae.host.Engines;
import nvae.host.PluginFolder;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Problem;
import nvae.study.plan.Overrides;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
        name = "doctor",
        description = {
            "Check that studies can run here: Java, cores, memory, disk, rights, engines (each loaded in a process of its own), GPUs, what"
                + " workers take memory from, data, plug-ins. Says what to do about each problem.",
            "The exit status is 1 if something is wrong; a warning is not."
        })
final class DoctorCommand implements Callable<Integer> {
    /** Loading takes seconds; unpacking natives for the first time, on a slow disk, a minute. */
    private static final Duration ENGINE_LIMIT = Duration.ofMinutes(3);

    private static final Map<String, Object> OWN_DATA = Map.of("name", "fashion-mnist-subset");

    @Parameters(paramLabel = "MANIFEST", arity = "0..1", description = "Check the data and the parts that this study needs, too.")
    private Path manifest;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    DoctorCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        MachineCheck machine = new MachineCheck(Path.of("/"));
        List<Finding> findings = new ArrayList<>(machine.thisMachine());
        Path folder = runs.in(console).path();
        Path cache = workbench.installation().cache();
        findings.add(machine.disk("disk", folder));
        findings.add(machine.disk("cache disk", cache));
        findings.add(machine.writable("runs", folder, "Change its rights, or name another folder: --runs DIR, or NVAE_RUNS."));
        findings.add(machine.writable("cache", cache, "Change its rights, or name another place for caches: XDG_CACHE_HOME."));
        findings.addAll(engines(machine));
        findings.add(data());
        findings.addAll(plugins(machine));
        if (json.wanted()) {
            json.write(console.out(), Map.of("healthy", isHealthy(findings), "findings", findings.stream().map(DoctorCommand::describe).toList()));
        } else {
            print(findings);
        }
        return isHealthy(findings) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    private static boolean isHealthy(List<Finding> findings) {
        return findings.stream().noneMatch(finding -> finding.state() == Finding.State.WRONG);
    }

    private List<Finding> engines(MachineCheck machine) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Engines engines = workbench.engines();
        if (engines.names().isEmpty()) {
            return List.of(Finding.wrong("engine", "there is none in " + workbench.installation().home().resolve("engine"),
                    "Build the workbench again: delete " + workbench.installation().home() + " and run any command."));
        }
        int gpus = 0;
        for (String name : engines.names()) {
            try {
                Engines.Loaded loaded = engines.load(name, ENGINE_LIMIT);
                gpus = Math.max(gpus, loaded.gpus());
                findings.add(Finding.good("engine", name + ": " + loaded.engine() + " " + loaded.version() + " loads and computes"));
            } catch (IOException e) {
                findings.add(Finding.wrong("engine", name + ": " + e.getMessage(),
                        "Empty " + workbench.installation().cache().resolve("engines") + ", and install what its message names (Debian, Ubuntu:"
                                + " apt-get install libgomp1 libstdc++6)."));
            }
        }
        findings.add(gpu(machine, gpus));
        findings.add(Finding.good("allocator", engines.allocator()));
        return findings;
    }

    private static Finding gpu(MachineCheck machine, int gpus) {
        if (gpus > 0) {
            return Finding.good("gpu", Words.several(gpus, "GPU") + " to compute on: --slots gpu:0");
        }
        return machine.hasGpuDriver()
                ? Finding.warning("gpu", "there is a driver, but no engine here can use it",
                        "Studies run on the cores. For the GPU, an engine with CUDA natives is needed.")
                : Finding.good("gpu", "none; studies run on the cores");
    }

    private Finding data() {
        try {
            if (manifest == null) {
                workbench.data().digest(OWN_DATA);
                return Finding.good("data", "the workbench's own images can be read");
            }
            Path file = console.resolve(manifest);
            workbench.planner().plan(file, Overrides.NONE);
            return Finding.good("data", "what " + file + " needs is here");
        } catch (ManifestException e) {
            List<Problem> problems = e.problems();
            return Finding.wrong("data", problems.get(0).toString(), "`nvae validate` lists all that is to be corrected.");
        } catch (IOException | RuntimeException e) {
            return Finding.wrong("data", String.valueOf(e.getMessage()), "Put the file in its place, or build the workbench again.");
        }
    }

    private List<Finding> plugins(MachineCheck machine) {
        PluginFolder folder = workbench.plugins();
        List<Finding> findings = new ArrayList<>();
        Finding writable = machine.writable("plug-ins", folder.path(), "Copy plug-ins with other rights, or use another folder: --plugins DIR.");
        if (writable.state() != Finding.State.GOOD) {
            findings.add(Finding.warning("plug-ins", writable.what(), writable.remedy()));
        }
        for (PluginFolder.Plugin plugin : folder.plugins()) {
            findings.add(plugin.usable()
                    ? Finding.good("plug-in", plugin.file() + ": " + plugin.bundle())
                    : Finding.wrong("plug-in", plugin.file() + ": " + plugin.problem(), "Replace the jar, or delete it from " + folder.path() + "."));
        }
        if (findings.isEmpty()) {
            findings.add(Finding.good("plug-ins", "none in " + folder.path()));
        }
        return findings;
    }

    private static Map<String, Object> describe(Finding finding) {
        return Map.of("check", finding.check(), "state", Words.name(finding.state()), "what", finding.what(), "remedy", finding.remedy());
    }

    private void print(List<Finding> findings) {
        Paint paint = Paint.of(console);
        for (Finding finding : findings) {
            String mark = switch (finding.state()) {
                case GOOD -> paint.in(Paint.Colour.GREEN, "good   ");
                case WARNING -> paint.in(Paint.Colour.YELLOW, "warning");
                case WRONG -> paint.in(Paint.Colour.RED, "WRONG  ");
            };
            console.out().println(mark + "  " + String.format("%-10s", finding.check()) + " " + finding.what());
            if (!finding.remedy().isEmpty()) {
                console.out().println("                    " + finding.remedy());
            }
        }
        long wrong = findings.stream().filter(finding -> finding.state() == Finding.State.WRONG).count();
        console.out().println();
        console.out().println(wrong == 0 ? "Studies can run here." : Words.several(wrong, "problem") + " to solve before studies can run here.");
    }
}
