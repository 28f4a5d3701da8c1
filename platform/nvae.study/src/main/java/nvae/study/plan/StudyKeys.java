package nvae.study.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import nvae.study.manifest.Nearest;
import nvae.study.manifest.Node;
import nvae.study.manifest.Problems;
import nvae.study.statistics.Inference;
import nvae.study.statistics.IntervalMethod;
import nvae.study.statistics.PairedTest;

/** Reads the keys of a manifest that are about the study as a whole. */
final class StudyKeys {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");
    private static final List<Metric> REPORTED = List.of(Metric.TEST_NLL, Metric.BITS_PER_DIMENSION, Metric.RECON, Metric.KL);

    private static final double LOWEST_CONFIDENCE = 0.5;
    private static final double HIGHEST_CONFIDENCE = 0.999;

    private final Fields study;
    private final Problems problems;

    StudyKeys(Fields study, Problems problems) {
        this.study = study;
        this.problems = problems;
    }

    String name() {
        Optional<String> name = study.text("study");
        if (!study.has("study")) {
            problems.error(study.where("study"), "the key 'study' is missing", "Name the study, as in 'study: quickstart'.");
        } else if (name.isPresent() && !NAME.matcher(name.get()).matches()) {
            problems.error(
                    study.where("study"),
                    "'" + name.get() + "' cannot be a study's name, which names a folder too",
                    "Use up to 64 letters, digits, '.', '-' and '_'; start with a letter or digit.");
        }
        return name.orElse("");
    }

    List<Long> seeds() {
        if (!study.has("seeds")) {
            return List.of(1L);
        }
        Set<Long> seeds = new LinkedHashSet<>();
        for (Node item : study.list("seeds")) {
            Optional<Long> seed = study.whole("a seed", item, 0, Integer.MAX_VALUE);
            if (seed.isPresent() && !seeds.add(seed.get())) {
                problems.error(item.where(), "the seed " + seed.get() + " stands here twice", "Remove one; equal seeds give equal trials.");
            }
        }
        if (study.node("seeds").orElseThrow() instanceof Node.Sequence list && list.items().isEmpty()) {
            problems.error(list.where(), "there is no seed", "Write seeds: [1, 2], or leave the key out for one.");
        }
        return List.copyOf(seeds);
    }

    Metrics metrics() {
        Fields fields = study.below("metrics").only(List.of("primary", "report", "confidence", "test", "interval"));
        Metric primary = fields.node("primary").flatMap(this::metric).orElse(Metric.TEST_NELBO);
        Set<Metric> report = new LinkedHashSet<>(List.of(primary));
        if (fields.has("report")) {
            fields.list("report").forEach(item -> metric(item).ifPresent(report::add));
        } else {
            report.addAll(REPORTED);
        }
        return new Metrics(primary, new ArrayList<>(report), inference(fields));
    }

    private static Inference inference(Fields fields) {
        return new Inference(
                fields.number("confidence", LOWEST_CONFIDENCE, HIGHEST_CONFIDENCE, Inference.DEFAULT.confidence())
                        .orElse(Inference.DEFAULT.confidence()),
                fields.choice("test", Arrays.asList(PairedTest.values()), PairedTest::key).orElse(Inference.DEFAULT.test()),
                fields.choice("interval", Arrays.asList(IntervalMethod.values()), IntervalMethod::key)
                        .orElse(Inference.DEFAULT.interval()));
    }

    private Optional<Metric> metric(Node item) {
        Optional<Metric> metric = item instanceof Node.Scalar scalar ? Metric.of(scalar.text()) : Optional.empty();
        if (metric.isEmpty()) {
            String name = item instanceof Node.Scalar scalar ? scalar.text() : item.describe();
            List<String> known = Arrays.stream(Metric.values()).map(Metric::key).toList();
            problems.error(item.where(), "unknown metric '" + name + "'", Nearest.sentence(name, known));
        }
        return metric;
    }

    RetryPolicy retry() {
        return new RetryPolicy(study.below("retry").only(List.of("crashes")).whole("crashes", 0, 100).orElse(2L).intValue());
    }

    FailurePolicy onFailure() {
        Optional<String> policy = study.text("onFailure");
        if (policy.isPresent() && !Set.of("continue", "stop").contains(policy.get())) {
            problems.error(
                    study.where("onFailure"),
                    "onFailure cannot be '" + policy.get() + "'",
                    Nearest.sentence(policy.get(), List.of("continue", "stop")));
        }
        return policy.filter("stop"::equals).map(stop -> FailurePolicy.STOP).orElse(FailurePolicy.CONTINUE);
    }
}
