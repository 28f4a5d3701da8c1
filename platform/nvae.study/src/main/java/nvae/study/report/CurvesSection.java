package nvae.study.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.report.RunRecord.Evaluation;
import nvae.study.report.chart.Curve;
import nvae.study.report.chart.LineChart;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;
import nvae.study.statistics.Summary;

/**
 * Test NELBO over training: one small panel a variant, all on the same axes, each above the base's curve. In bits per dimension, where
 * variants are compared by them.
 */
final class CurvesSection implements Section {
    /** Looks from before this part of the training do not stretch the axis: the first steps fall from very high. */
    private static final double SETTLED = 0.3;

    private final StudyRecord study;
    private final Captions captions;
    private final Map<VariantResult, List<Run>> runs = new LinkedHashMap<>();
    private final boolean byEpoch;
    private final BitsPerDimension bits;

    /** One seed's looks at the test images. */
    private record Run(boolean done, List<Evaluation> looks) {}

    CurvesSection(StudyRecord study, Captions captions) throws IOException {
        this.study = study;
        this.captions = captions;
        for (VariantResult result : study.results()) {
            runs.put(result, read(result));
        }
        bits = BitsPerDimension.of(study);
        byEpoch = all().allMatch(evaluation -> evaluation.epoch() > 0 || evaluation.step() == 0);
    }

    private List<Run> read(VariantResult result) throws IOException {
        List<Run> seeds = new ArrayList<>();
        for (TrialEntry entry : result.entries()) {
            List<Evaluation> looks = study.run(entry.trial()).evaluations().stream().filter(Evaluation::isFinite).toList();
            if (!looks.isEmpty()) {
                seeds.add(new Run(entry.state() == TrialState.DONE, looks));
            }
        }
        return seeds;
    }

    @Override
    public boolean isEmpty() {
        return all().findAny().isEmpty();
    }

    @Override
    public String title() {
        return "Learning curves";
    }

    @Override
    public void write(Markup page) {
        LineChart chart = new LineChart(xAxis(), yAxis());
        page.open("figure").open("div", "class", "panels");
        for (VariantResult result : study.results()) {
            page.open("div", "class", "panel").element("h3", result.label());
            if (runs.get(result).isEmpty()) {
                page.element("p", "no evaluation yet", "class", "note");
            } else {
                page.add(chart.draw("Test NELBO of " + result.label() + " over training", curves(result)));
            }
            page.close();
        }
        page.close();
        captions.figure(page, "Negative ELBO of the test images (reconstruction + KL, " + bits.unit() + ") over training. Thick: mean over"
                + " finished seeds; thin: single seeds, dashed where unfinished or failed; grey: the base." + cut());
        page.close();
    }

    private String cut() {
        double highest = all().mapToDouble(this::y).max().orElse(0);
        double end = yAxis().high();
        return highest > end ? " The axis ends at " + Numbers.fixed(end, bits.digits()) + "; the first evaluations lie above (up to "
                + Numbers.fixed(highest, bits.digits()) + ")." : "";
    }

    private List<Curve> curves(VariantResult result) {
        List<Curve> curves = new ArrayList<>();
        if (!result.variant().isBase()) {
            curves.addAll(curves(study.base(), "curve-base"));
        }
        curves.addAll(curves(result, result.variant().isBase() ? "curve-base" : "curve"));
        return curves;
    }

    private List<Curve> curves(VariantResult result, String style) {
        List<Run> seeds = runs.get(result);
        List<Run> done = seeds.stream().filter(Run::done).toList();
        List<Curve> curves = new ArrayList<>();
        if (seeds.size() > 1 || done.isEmpty()) {
            seeds.forEach(seed -> curves.add(new Curve(style + (seed.done() ? " seed-line" : " seed-line unfinished"), points(seed))));
        }
        if (!done.isEmpty()) {
            curves.add(new Curve(style + " mean-line", mean(done)));
        }
        return curves;
    }

    private List<Curve.Point> points(Run seed) {
        return seed.looks().stream().map(look -> new Curve.Point(x(look), y(look))).toList();
    }

    /** The mean where all of these seeds have been looked at. */
    private List<Curve.Point> mean(List<Run> seeds) {
        TreeMap<Double, List<Double>> at = new TreeMap<>();
        seeds.forEach(seed -> seed.looks().forEach(look -> at.computeIfAbsent(x(look), x -> new ArrayList<>()).add(y(look))));
        return at.entrySet().stream().filter(entry -> entry.getValue().size() == seeds.size())
                .map(entry -> new Curve.Point(entry.getKey(), Summary.of(entry.getValue()).mean())).toList();
    }

    private LineChart.Axis xAxis() {
        return new LineChart.Axis(byEpoch ? "epoch" : "training step", 0, all().mapToDouble(this::x).max().orElse(1));
    }

    private LineChart.Axis yAxis() {
        double end = xAxis().high();
        double low = all().mapToDouble(this::y).min().orElse(0);
        double settled = high(look -> x(look) >= SETTLED * end ? y(look) : Double.NaN);
        double margin = (settled - low) * 0.06;
        return new LineChart.Axis(bits.axis(), low - margin, settled + margin);
    }

    private double high(ToDoubleFunction<Evaluation> value) {
        DoubleStream values = all().mapToDouble(value).filter(Double::isFinite);
        return values.max().orElse(1);
    }

    private Stream<Evaluation> all() {
        return runs.values().stream().flatMap(List::stream).flatMap(run -> run.looks().stream());
    }

    private double y(Evaluation evaluation) {
        return evaluation.nelbo() * bits.factor();
    }

    private double x(Evaluation evaluation) {
        return byEpoch ? evaluation.epoch() : evaluation.step();
    }
}
