package nvae.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import nvae.study.ledger.TrialState;
import nvae.study.statistics.Comparison;
import nvae.study.statistics.Interval;
import nvae.study.statistics.IntervalMethod;
import nvae.study.statistics.PairedTest;
import nvae.study.statistics.Summary;
import nvae.study.statistics.Verdict;

/** The main table for programs: full precision, each metric in its own unit, an empty field where there is no number. */
final class CsvTable {
    private final ResultTable table;

    CsvTable(ResultTable table) {
        this.table = table;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        line(out, head());
        table.rows().forEach(row -> line(out, cells(row)));
        return out.toString();
    }

    private List<String> head() {
        List<String> head = new ArrayList<>(List.of("variant", "change", "seedsPlanned", "seedsDone", "seedsFailed",
                "difference", "differenceLow", "differenceHigh", "differenceSeeds", "pValue", "pHolm", "smallestP", "verdict"));
        for (PairedTest test : PairedTest.values()) {
            head.add("p:" + test.key());
        }
        for (IntervalMethod method : IntervalMethod.values()) {
            head.add("low:" + method.key());
            head.add("high:" + method.key());
        }
        for (MetricColumn column : table.metrics()) {
            head.add(column.metric().key());
            head.add(column.metric().key() + "Sd");
        }
        return head;
    }

    private List<String> cells(ResultTable.Row row) {
        VariantResult result = row.result();
        List<String> cells = new ArrayList<>(List.of(
                result.label(),
                row.changes().stream().map(Change::toString).collect(Collectors.joining("; ")),
                Integer.toString(result.entries().size()),
                Long.toString(result.done()),
                Long.toString(result.count(state -> state == TrialState.FAILED)),
                row.difference().map(paired -> number(paired.summary().mean())).orElse(""),
                row.interval().map(Interval::low).map(CsvTable::number).orElse(""),
                row.interval().map(Interval::high).map(CsvTable::number).orElse(""),
                row.difference().map(paired -> Integer.toString(paired.count())).orElse(""),
                row.comparison().flatMap(Comparison::pValue).map(CsvTable::number).orElse(""),
                row.comparison().map(comparison -> number(comparison.corrected())).orElse(""),
                row.comparison().map(comparison -> number(comparison.power().floor())).orElse(""),
                row.verdict() == Verdict.UNKNOWN ? "" : row.verdict().name().toLowerCase(Locale.ROOT)));
        for (PairedTest test : PairedTest.values()) {
            cells.add(row.difference().flatMap(paired -> paired.pValue(test)).map(CsvTable::number).orElse(""));
        }
        for (IntervalMethod method : IntervalMethod.values()) {
            Optional<Interval> interval = row.difference().flatMap(paired -> paired.interval(method, table.inference().confidence()));
            cells.add(interval.map(Interval::low).map(CsvTable::number).orElse(""));
            cells.add(interval.map(Interval::high).map(CsvTable::number).orElse(""));
        }
        for (MetricColumn column : table.metrics()) {
            Summary summary = result.summary(column.metric());
            cells.add(number(summary.mean()));
            cells.add(number(summary.sd()));
        }
        return cells;
    }

    private static String number(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private static void line(StringBuilder out, List<String> cells) {
        out.append(cells.stream().map(CsvTable::quote).collect(Collectors.joining(","))).append('\n');
    }

    private static String quote(String cell) {
        boolean needed = cell.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return needed ? '"' + cell.replace("\"", "\"\"") + '"' : cell;
    }
}
