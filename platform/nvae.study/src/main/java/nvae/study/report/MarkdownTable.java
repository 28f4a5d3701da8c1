package nvae.study.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;

/** The main table for a README or a pull request. */
final class MarkdownTable {
    private final ResultTable table;

    MarkdownTable(ResultTable table) {
        this.table = table;
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        line(out, head());
        List<String> rule = new ArrayList<>(List.of(":--", ":--"));
        rule.addAll(Collections.nCopies(head().size() - rule.size(), "--:"));
        line(out, rule);
        table.rows().forEach(row -> line(out, cells(row)));
        return out.toString();
    }

    private List<String> head() {
        List<String> head = new ArrayList<>(List.of("variant", "change", table.primary().titleAndUnit(), "difference to base",
                table.level() + " interval", "p (Holm)", "verdict", "seeds"));
        table.others().forEach(column -> head.add(column.titleAndUnit()));
        table.costs().forEach(column -> head.add(column.titleAndUnit()));
        return head;
    }

    private List<String> cells(ResultTable.Row row) {
        String changes = row.changes().stream().map(Change::toString).collect(Collectors.joining("; "));
        List<String> cells = new ArrayList<>(List.of(row.result().label(), changes, table.primary().meanAndSd(row.result()),
                table.difference(row), table.interval(row), table.p(row), row.finding(), row.seeds()));
        table.others().forEach(column -> cells.add(column.meanAndSd(row.result())));
        table.costs().forEach(column -> cells.add(column.mean(row.result())));
        return cells;
    }

    private static void line(StringBuilder out, List<String> cells) {
        out.append(cells.stream().map(cell -> cell.replace("|", "\\|").replace("\n", " "))
                .collect(Collectors.joining(" | ", "| ", " |\n")));
    }
}
