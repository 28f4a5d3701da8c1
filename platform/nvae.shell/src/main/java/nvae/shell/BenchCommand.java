package nvae.shell;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import nvae.study.manifest.ManifestException;
import nvae.study.manifest.Nearest;
import nvae.study.plan.Overrides;
import nvae.study.plan.Trial;
import nvae.study.run.Assignment;
import nvae.study.run.Errand;
import nvae.study.run.Slot;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
        name = "bench",
        description = "Time a model on this machine: a training step and where its time goes, evaluation, sampling, start-up, memory. Let"
                + " nothing else run meanwhile.")
final class BenchCommand implements Callable<Integer> {
    private static final String FOLDER = ".bench";
    private static final String PRESETS = "bench";
    private static final String YAML = ".yaml";
    private static final String CELLS = "cells";

    @Option(
            names = "--config",
            paramLabel = "NAME|MANIFEST",
            defaultValue = "mnist16",
            description = "mnist16, cifar32, cifar32nf; cells, the two residual cells alone; or any manifest, of which the base is timed."
                    + " Default: mnist16.")
    private String config;

    @Option(names = "--engine", paramLabel = "ENGINE", description = "mxnet or pytorch. Default: as the configuration says.")
    private String engine;

    @Option(
            names = "--threads",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "Compute threads. Default: all cores.")
    private Integer threads;

    @Option(names = "--gpu", paramLabel = "N", converter = WholeNumber.FromZero.class, description = "Compute on this GPU.")
    private Integer gpu;

    @Option(names = "--profile", paramLabel = "NAME", description = "Use this profile of the manifest.")
    private String profile;

    @Option(
            names = "--set",
            paramLabel = "PATH=VALUE",
            description = "Set a value of the configuration, e.g. training.batchSize=8; may be repeated, the last one wins.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--steps",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "Training steps that are timed; 2000 show whether memory grows. Default: 15.")
    private Integer steps;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "Steps that are done first and not counted. Default: 5, or 10 of cells.")
    private Integer warmUp;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            converter = WholeNumber.FromOne.class,
            description = "Batches of evaluation, and pictures of samples, that are timed. Default: 5.")
    private Integer rounds;

    @Option(names = "--operators", description = "Also list what the engine's operators take in a step, by its own profiler.")
    private boolean operators;

    @Mixin
    private CellSizes sizes;

    @Mixin
    private RunsOption runs;

    @Mixin
    private JsonOutput json;

    private final Workbench workbench;
    private final Console console;

    BenchCommand(Workbench workbench, Console console) {
        this.workbench = workbench;
        this.console = console;
    }

    @Override
    public Integer call() throws ManifestException, CommandException, IOException, InterruptedException {
        boolean cells = config.equals(CELLS);
        if (!cells && sizes.any()) {
            throw new CommandException(CellSizes.NAMES + " belong to --config cells. For a model, use --set training.batchSize=8 and the like.");
        }
        Trial trial = trial();
        Slot slot = slot();
        Map<String, Object> arguments = sizes.arguments()
                .with("task", cells ? CELLS : "model").with("steps", steps).with("warmUp", warmUp).with("rounds", rounds)
                .with("operators", operators ? true : null).given();
        Path folder = runs.in(console).path().resolve(FOLDER).resolve(trial.shortId() + "-" + slot.threads());
        BenchReport report = new BenchReport(
                new Errand(workbench.launcher()).run(new Assignment(trial, Assignment.Mode.BENCH, folder, slot, arguments)), config, slot);
        if (cells) {
            report.cells(console.out(), json);
        } else if (json.wanted()) {
            json.write(console.out(), report.model());
        } else {
            report.print(console.out());
        }
        return ExitCode.OK;
    }

    private Trial trial() throws ManifestException, CommandException {
        List<String> all = new ArrayList<>(settings);
        if (engine != null) {
            all.add("engine=" + engine);
        }
        return workbench.planner().plan(manifest(), new Overrides(profile, all)).trials().get(0);
    }

    private Path manifest() throws CommandException {
        if (config.endsWith(YAML) || config.endsWith(".yml")) {
            Path file = console.resolve(Path.of(config));
            if (!Files.isRegularFile(file)) {
                throw new CommandException("There is no manifest " + file + ".");
            }
            return file;
        }
        List<Path> folders = workbench.installation().presets().stream().map(presets -> presets.resolve(PRESETS)).filter(Files::isDirectory).toList();
        List<String> names = new ArrayList<>();
        for (Path folder : folders) {
            try (Stream<Path> files = Files.list(folder)) {
                files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(YAML))
                        .map(name -> name.substring(0, name.length() - YAML.length())).sorted().forEach(names::add);
            } catch (IOException e) {
                throw new CommandException("The folder " + folder + " cannot be read (" + e.getMessage() + ").");
            }
            if (names.contains(config)) {
                return folder.resolve(config + YAML);
            }
        }
        throw new CommandException("There is no configuration '" + config + "'. " + Nearest.sentence(config, names)
                + " A manifest of your own is given by its path, which ends in .yaml.");
    }

    private Slot slot() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Slot(
                gpu == null ? "cpu:0" : "gpu:" + gpu, gpu == null ? OptionalInt.empty() : OptionalInt.of(gpu),
                threads == null ? cores : threads);
    }
}
