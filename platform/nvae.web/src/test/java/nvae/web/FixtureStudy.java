package nvae.web;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import javax.imageio.ImageIO;
import nvae.study.ledger.Attempt;
import nvae.study.ledger.Ledger;
import nvae.study.ledger.Outcome;
import nvae.study.ledger.Progress;
import nvae.study.manifest.Sha256;
import nvae.study.manifest.Source;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.Metric;
import nvae.study.plan.Metrics;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import nvae.study.plan.RetryPolicy;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;
import nvae.study.report.StudyFile;
import nvae.study.statistics.Inference;

/** A study in mid-run, with made-up curves of the usual shape, to look at without training. This is the one that writes its ledger. */
final class FixtureStudy implements AutoCloseable {
    static final int STEPS = 2000;

    private final Path folder;
    private final Plan plan;
    private final Ledger ledger;

    FixtureStudy(Path folder, List<String> labels, List<Long> seeds) throws IOException {
        this.folder = folder;
        this.plan = plan(labels, seeds);
        new StudyFile(plan, Map.of("slots", List.of("cpu:0 with 1 thread", "cpu:1 with 1 thread"))).write(folder);
        ledger = Ledger.open(folder);
        ledger.plan(plan.trials());
    }

    private static Plan plan(List<String> labels, List<Long> seeds) {
        List<Variant> variants = labels.stream().map(label -> new Variant(label, Map.of(),
                label.equals(Variant.BASE) ? Map.of() : Map.of("model." + label.split("=")[0], (Object) label.split("=")[1]),
                null)).toList();
        List<Trial> trials = new ArrayList<>();
        seeds.forEach(seed -> variants.forEach(variant -> trials.add(new Trial(
                Sha256.hex((variant.label() + seed).getBytes(StandardCharsets.UTF_8)), variant.label(), variant.changes(), seed,
                configuration(variant), List.of()))));
        return new Plan("parts", "Which parts of a small NVAE matter on Fashion-MNIST?",
                new Source("parts.yaml", "study: parts\n", "5f".repeat(32)),
                List.of(), new Overrides(null, List.of()), Map.of(), variants, seeds, trials,
                new Metrics(Metric.TEST_NELBO, List.of(Metric.TEST_NELBO), Inference.DEFAULT), new RetryPolicy(2),
                FailurePolicy.CONTINUE, List.of(), Map.of());
    }

    private static Map<String, Object> configuration(Variant variant) {
        Map<String, Object> model = new LinkedHashMap<>(Map.of("scales", 2L, "posterior", "residual-normal", "gate", "squeeze-excite"));
        variant.changes().forEach((path, value) -> model.put(path.substring("model.".length()), value));
        return Map.of("model", model, "training", Map.of("batchSize", 64L));
    }

    Path folder() {
        return folder;
    }

    Trial trial(String variant, long seed) {
        return plan.trials().stream().filter(trial -> trial.variant().equals(variant) && trial.seed() == seed).findFirst().orElseThrow();
    }

    List<Trial> trials() {
        return plan.trials();
    }

    void start(Trial trial, String slot) {
        ledger.start(trial.id(), slot);
        ledger.attach(trial.id(), 4711);
    }

    /** Trains from after one step to another, with a line of metrics every few steps, and tells the ledger. */
    void train(Trial trial, int from, int to, int every) throws IOException {
        Path run = Files.createDirectories(folder.resolve(trial.shortId()));
        StringBuilder lines = new StringBuilder();
        for (int step = from + every; step <= to; step += every) {
            double nelbo = nelbo(trial, step);
            double rate = 0.001 * (0.5 + 0.5 * Math.cos(Math.PI * step / STEPS));
            lines.append(String.format(Locale.ROOT, "{\"kind\":\"train\",\"step\":%d,\"loss\":%.3f,\"recon\":%.3f,\"kl\":%.3f,"
                    + "\"nelbo\":%.3f,\"learningRate\":%.6f,\"klPerGroup\":%s,\"imagesPerSecond\":%.1f}%n",
                    step, nelbo, nelbo - kl(step), kl(step), nelbo, rate, klPerGroup(step), 780 + 25 * noise(trial, step + 1)));
            if (step % 200 == 0) {
                lines.append(String.format(Locale.ROOT, "{\"kind\":\"test\",\"step\":%d,\"recon\":%.3f,\"kl\":%.3f,\"nelbo\":%.3f}%n",
                        step, nelbo - kl(step) + 2, kl(step), nelbo + 2));
            }
        }
        Files.writeString(run.resolve("metrics.jsonl"), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        Files.writeString(run.resolve("log.txt"), "step " + to + " of " + STEPS + "\n",
                StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        ledger.progress(trial.id(), new Progress(to, STEPS, nelbo(trial, to), 780));
    }

    void done(Trial trial) throws IOException {
        Map<String, Double> metrics = new LinkedHashMap<>();
        metrics.put("testNelbo", nelbo(trial, STEPS) + 2);
        metrics.put("seconds", 612.0 + trial.seed());
        metrics.put("parameters", 153_210.0);
        metrics.put("imagesPerSecond", 780.0);
        ledger.done(trial.id(), new Outcome(metrics, List.of(9.1, 5.2, 3.6, 0.4)));
    }

    void fail(Trial trial, String message) {
        ledger.failed(trial.id(), Attempt.End.now(3, "diverged", message));
    }

    void retry(Trial trial) {
        ledger.retry(trial.id());
    }

    /** Blobs of light, eight by eight. */
    void picture(Trial trial, String name) throws IOException {
        BufferedImage image = new BufferedImage(256, 256, BufferedImage.TYPE_BYTE_GRAY);
        for (int tile = 0; tile < 64; tile++) {
            Random random = new Random(tile + 97L * name.hashCode());
            double cx = 12 + 8 * random.nextDouble();
            double cy = 10 + 10 * random.nextDouble();
            double w = 4 + 5 * random.nextDouble();
            double h = 6 + 6 * random.nextDouble();
            for (int i = 0; i < 32 * 32; i++) {
                double light = Math.exp(-Math.pow((i % 32 - cx) / w, 4) - Math.pow((i / 32 - cy) / h, 4));
                image.getRaster().setSample(tile % 8 * 32 + i % 32, tile / 8 * 32 + i / 32, 0, (int) (255 * light));
            }
        }
        Path samples = Files.createDirectories(folder.resolve(trial.shortId()).resolve("samples"));
        ImageIO.write(image, "png", samples.resolve(name + ".png").toFile());
    }

    private static double nelbo(Trial trial, int step) {
        double effect = Math.abs(trial.variant().hashCode() % 100) / 12.0 + new Random(trial.seed()).nextGaussian();
        return 102 + effect + 400 * Math.exp(-step / 90.0) + 35 * Math.exp(-step / 700.0) + noise(trial, step) * 4;
    }

    private static double noise(Trial trial, int step) {
        return new Random(trial.id().hashCode() * 31L + step).nextGaussian() * 0.5;
    }

    private static double kl(int step) {
        return 18 * (1 - Math.exp(-step / 250.0));
    }

    private static String klPerGroup(int step) {
        double kl = kl(step);
        return String.format(Locale.ROOT, "[%.3f,%.3f,%.3f,%.3f]", 0.5 * kl, 0.29 * kl, 0.19 * kl, 0.02 * kl);
    }

    @Override
    public void close() {
        ledger.close();
    }
}
