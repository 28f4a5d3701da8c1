package nvae.study.report;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import nvae.study.catalog.BundleDigest;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.Outcome;
import nvae.study.ledger.Progress;
import nvae.study.manifest.Location;
import nvae.study.manifest.Problem;
import nvae.study.manifest.Source;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.Metric;
import nvae.study.plan.Metrics;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import nvae.study.plan.RetryPolicy;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;

/** A study's folder as a run leaves it, with made-up but plausible curves, so that a report can be looked at without training. */
final class StudyFixture {
    static final long STEPS = 1200;
    static final int EPOCHS = 20;

    private static final Gson JSON = new GsonBuilder().serializeSpecialFloatingPointValues().create();

    private static final Map<String, Object> CONFIGURATION = Map.of(
            "model", Map.of(
                    "family", Map.of("name", "residual-normal"),
                    "cells", Map.of(
                            "encoder", Map.of("cell", Map.of("name", "regular", "dilation", 1L), "gate", Map.of("name", "squeeze-excite"),
                                    "normalization", Map.of("name", "weight-and-batch"), "activation", Map.of("name", "swish")),
                            "decoder", Map.of("cell", Map.of("name", "separable", "expansion", 6L),
                                    "gate", Map.of("name", "squeeze-excite"),
                                    "normalization", Map.of("name", "batch"), "activation", Map.of("name", "swish")))),
            "regularizers", Map.of("spectral", Map.of("coefficient", 0.01)),
            "dataset", Map.of("name", "fashion-mnist-subset"));

    private static final Problem WARNING = new Problem(Problem.Severity.WARNING, new Location("experiments/quickstart.yaml", 5, 3),
            "the axis 'scales' is in no design", "Add a design that uses it.");

    /** Variants with the NELBO that they end at, above the base's. */
    private static final Map<Variant, Double> VARIANTS = new LinkedHashMap<>();

    static {
        VARIANTS.put(new Variant(Variant.BASE, Map.of(), Map.of(), null), 0.0);
        variant("posterior=normal", 2.1, Map.of("model.family", "normal"));
        variant("gate=none", 1.3, Map.of("model.cells.*.gate", "none"));
        variant("spectral=off", 0.2, Map.of("regularizers.spectral", false));
        variant("activation=weight-norm-elu", 3.4,
                Map.of("model.cells.encoder.normalization", "weight", "model.cells.encoder.activation", "elu"));
        variant("encoder=separable", -1.6, Map.of("model.cells.encoder.cell", Map.of("name", "separable", "expansion", 3L)));
    }

    private final Path folder;
    private final List<Long> seeds;
    private String name = "quickstart";
    private Map<String, Object> configuration = CONFIGURATION;
    private Metrics metrics = new Metrics(Metric.TEST_NELBO,
            List.of(Metric.TEST_NELBO, Metric.TEST_NLL, Metric.BITS_PER_DIMENSION, Metric.RECON, Metric.KL));

    private final Map<Variant, Double> variants = new LinkedHashMap<>(VARIANTS);

    StudyFixture(Path folder, List<Long> seeds) {
        this.folder = folder;
        this.seeds = seeds;
    }

    private static void variant(String label, double effect, Map<String, Object> changes) {
        VARIANTS.put(new Variant(label, Map.of(label.split("=")[0], label.split("=")[1]), changes, null), effect);
    }

    StudyFixture named(String study) {
        name = study;
        return this;
    }

    StudyFixture about(Metrics chosen) {
        metrics = chosen;
        return this;
    }

    /** With one more option, as {@code section.option}. */
    StudyFixture configured(String path, Object value) {
        configuration = new LinkedHashMap<>(configuration);
        configuration.put(path.split("\\.")[0], Map.of(path.split("\\.")[1], value));
        return this;
    }

    /** With two changes together, too, which does this much more than the sum of both. */
    StudyFixture withPair(double interaction) {
        variants.put(new Variant("posterior=normal,gate=none", Map.of("posterior", "normal", "gate", "none"),
                Map.of("model.family", "normal", "model.cells.*.gate", "none"), null), 2.1 + 1.3 + interaction);
        return this;
    }

    Plan plan() {
        List<Trial> trials = new ArrayList<>();
        seeds.forEach(seed -> variants.keySet().forEach(variant -> trials.add(trial(variant, seed))));
        List<Variant> named = new ArrayList<>(variants.keySet());
        named.add(new Variant("gate=squeeze-excite", Map.of("gate", "squeeze-excite"), Map.of("model.cells.*.gate", "squeeze-excite"),
                Variant.BASE));
        Source manifest = new Source("experiments/quickstart.yaml",
                "study: quickstart\nextends: nvae/small\naxes:\n"
                        + "  gate: {path: model.cells.*.gate, values: [none]}   # <no gate> & \"why\"\n",
                "5f".repeat(32));
        return new Plan(name, "Which parts of a small NVAE matter on Fashion-MNIST? Five changes, one at a time.", manifest,
                List.of(new Source("experiments/presets/nvae/small.yaml", "base: {model: {scales: 2}}\n", "6a".repeat(32))),
                new Overrides("smoke", List.of("training.epochs=20")), Map.of("gate", List.of("none", "squeeze-excite")), named, seeds,
                trials, metrics, new RetryPolicy(2), FailurePolicy.CONTINUE, List.of(WARNING), Map.of());
    }

    Trial trial(Variant variant, long seed) {
        String id = String.format("%016x", new Random((variant.label() + seed).hashCode()).nextLong()).repeat(4);
        return new Trial(id, variant.label(), variant.changes(), seed, configuration, List.of(
                new BundleDigest("nvae.cell.regular", "0.1.0", "1c".repeat(32)), new BundleDigest("nvae.gate", "0.1.0", "9e".repeat(32))));
    }

    /** All trials done. */
    StudyFixture finished() throws IOException {
        begin();
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(plan().trials());
            for (Trial trial : plan().trials()) {
                train(ledger, trial);
            }
        }
        return this;
    }

    /** The last seed of each variant is missing in its own way: failed, lost, or planned. */
    StudyFixture unfinished() throws IOException {
        begin();
        long last = seeds.get(seeds.size() - 1);
        try (Ledger ledger = Ledger.open(folder)) {
            ledger.plan(plan().trials());
            for (Trial trial : plan().trials()) {
                if (trial.seed() != last || trial.variant().equals(Variant.BASE)) {
                    train(ledger, trial);
                } else {
                    interrupt(ledger, trial);
                }
            }
        }
        return this;
    }

    private void begin() throws IOException {
        Map<String, Object> provenance = new LinkedHashMap<>();
        provenance.put("workbench", "0.1.0");
        provenance.put("commit", "cbc6881f0b0e");
        provenance.put("command", "bin/nvae run experiments/quickstart.yaml --profile smoke");
        provenance.put("java", Map.of("version", "17.0.15", "vendor", "Debian"));
        new StudyFile(plan(), provenance).write(folder);
    }

    private void train(Ledger ledger, Trial trial) throws IOException {
        ledger.start(trial.id(), "cpu:" + trial.seed() % 2);
        ledger.progress(trial.id(), new Progress(STEPS, STEPS, 103, 160));
        write(trial, EPOCHS);
        ledger.done(trial.id(), outcome(trial));
        picture(trial, "samples", 0);
        picture(trial, "reconstructions", 99);
    }

    private void interrupt(Ledger ledger, Trial trial) throws IOException {
        switch (trial.variant()) {
            case "posterior=normal" -> {
                ledger.start(trial.id(), "cpu:0");
                ledger.progress(trial.id(), new Progress(421, STEPS, Double.NaN, 150));
                write(trial, 7);
                ledger.failed(trial.id(), Attempt.End.now(3, "diverged",
                        "The loss is not finite at step 421: group 2, largest weight norm 8.1e3 in decoder.2.0 <conv>."));
            }
            case "gate=none" -> {
                ledger.start(trial.id(), "cpu:1");
                ledger.progress(trial.id(), new Progress(610, STEPS, 131.2, 150));
                write(trial, 10);
                ledger.lost(trial.id(), Attempt.End.now(137, Attempt.End.CRASH, "The worker was killed (137)."));
            }
            case "spectral=off" -> {
                ledger.start(trial.id(), "cpu:0");
                ledger.lost(trial.id(), Attempt.End.now(134, Attempt.End.CRASH, "The worker crashed (134)."));
            }
            default -> { }
        }
    }

    Outcome outcome(Trial trial) {
        double nelbo = nelbo(trial, EPOCHS);
        Map<String, Double> values = new LinkedHashMap<>();
        values.put("testNelbo", nelbo);
        values.put("testNll", nelbo - 2.4);
        values.put("bitsPerDimension", (nelbo - 2.4) / (Math.log(2) * 784));
        values.put("recon", nelbo - 18);
        values.put("kl", 18.0);
        values.put("skippedSteps", trial.variant().equals("spectral=off") ? 7.0 : 0.0);
        values.put("parameters", trial.variant().contains("separable") ? 141_234.0 : 153_210.0);
        values.put("secondsPerStep", 0.0412 + trial.seed() * 0.0007);
        values.put("seconds", 49.4 + trial.seed());
        values.put("imagesPerSecond", 776.0);
        values.put("peakMemoryBytes", 612.0 * (1 << 20));
        return new Outcome(values, kl(trial));
    }

    private static List<Double> kl(Trial trial) {
        double shift = trial.variant().equals("posterior=normal") ? 2 : 0;
        return List.of(9.1 - shift, 5.2 + shift / 2, 3.6, trial.variant().equals("gate=none") ? 0.02 : 0.4 + 0.1 * trial.seed());
    }

    private double nelbo(Trial trial, int epoch) {
        double effect = variants.entrySet().stream().filter(entry -> entry.getKey().label().equals(trial.variant()))
                .findFirst().orElseThrow().getValue();
        double ofSeed = new Random(trial.seed()).nextGaussian() * 0.8;
        double own = new Random((trial.variant() + trial.seed()).hashCode()).nextGaussian() * 0.22;
        double noise = new Random(trial.id().hashCode() + epoch).nextGaussian() * 2 / epoch;
        return 102 + effect + ofSeed + own + noise + 420 * Math.exp(-epoch / 1.6) + 30.0 / epoch;
    }

    private void write(Trial trial, int epochs) throws IOException {
        Path run = Files.createDirectories(folder.resolve(trial.shortId()));
        StringBuilder lines = new StringBuilder();
        for (int epoch = 1; epoch <= epochs; epoch++) {
            long step = STEPS / EPOCHS * epoch;
            lines.append(JSON.toJson(Map.of("kind", "train", "step", step, "epoch", epoch, "nelbo", nelbo(trial, epoch) - 3))).append('\n');
            lines.append(JSON.toJson(Map.of("kind", "test", "step", step, "epoch", epoch,
                    "nelbo", nelbo(trial, epoch), "klPerGroup", kl(trial))))
                    .append('\n');
        }
        lines.append("{\"kind\":\"test\",\"step\":99"); // killed in mid-line
        Files.writeString(run.resolve("metrics.jsonl"), lines);
        Files.writeString(run.resolve("provenance.json"), JSON.toJson(Map.of("engine", "MXNet 1.9.1", "threads", 1, "device", "cpu()",
                "cpu", "AMD EPYC 7B13", "host", trial.seed() == 2 ? "lab-2" : "lab-1", "dataDigest", "d3".repeat(32))));
    }

    /** Blobs of light, eight by eight. */
    private void picture(Trial trial, String name, int salt) throws IOException {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_BYTE_GRAY);
        for (int tile = 0; tile < 64; tile++) {
            Random random = new Random(tile + 1000L * salt);
            double cx = 12 + 8 * random.nextDouble();
            double cy = 10 + 10 * random.nextDouble();
            double w = 4 + 5 * random.nextDouble() + (trial.variant().hashCode() % 7) * 0.1;
            double h = 6 + 6 * random.nextDouble();
            for (int i = 0; i < 32 * 32; i++) {
                double light = Math.exp(-Math.pow((i % 32 - cx) / w, 4) - Math.pow((i / 32 - cy) / h, 4));
                image.getRaster().setSample(tile % 8 * 32 + i % 32, tile / 8 * 32 + i / 32, 0, (int) (255 * light));
            }
        }
        Path samples = Files.createDirectories(folder.resolve(trial.shortId()).resolve("samples"));
        ImageIO.write(image, "png", samples.resolve(name + ".png").toFile());
    }
}
