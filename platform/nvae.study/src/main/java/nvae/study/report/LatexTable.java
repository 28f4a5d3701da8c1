package nvae.study.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import nvae.study.statistics.Verdict;

/** The main table for a paper; needs the packages booktabs and graphicx. */
final class LatexTable {
    private final StudyRecord study;
    private final ResultTable table;

    LatexTable(StudyRecord study, ResultTable table) {
        this.study = study;
        this.table = table;
    }

    @Override
    public String toString() {
        String columns = "ll" + "r".repeat(head().size() - 2);
        String rows = table.rows().stream().map(row -> line(cells(row))).collect(Collectors.joining());
        return """
                %% needs \\usepackage{booktabs,graphicx}
                \\begin{table}
                \\centering
                \\caption{%s}
                \\label{tab:%s}
                \\resizebox{\\linewidth}{!}{%%
                \\begin{tabular}{%s}
                \\toprule
                %s\\midrule
                %s\\bottomrule
                \\end{tabular}}
                \\end{table}
                """.formatted(caption(), study.plan().study().replaceAll("[^A-Za-z0-9-]", "-"), columns, line(head()), rows);
    }

    private String caption() {
        String provisional = study.isProvisional() ? "Provisional: not all trials have ended. " : "";
        return provisional + escape("Ablation study " + study.plan().study() + ": mean and standard deviation over seeds; paired difference"
                + " to the base over common seeds with its " + table.level() + " " + table.inference().interval().title()
                + " interval; p-values of the " + table.inference().test().title() + ", corrected after Holm." + shortfalls());
    }

    /** What the word "underpowered" in a row means, which a reader of the paper cannot look up. */
    private String shortfalls() {
        return table.rows().stream().filter(row -> row.verdict() == Verdict.UNDERPOWERED).map(ResultTable.Row::finding).distinct()
                .map(finding -> " " + finding.substring(0, 1).toUpperCase(Locale.ROOT) + finding.substring(1) + ".")
                .collect(Collectors.joining());
    }

    private static String verdict(ResultTable.Row row) {
        return row.verdict() == Verdict.UNKNOWN ? "" : row.verdict().name().toLowerCase(Locale.ROOT);
    }

    private List<String> head() {
        List<String> head = new ArrayList<>(List.of("variant", "change", escape(table.primary().titleAndUnit()), "difference",
                escape(table.level()).replace(" ", "\\,") + " interval", "$p$", "verdict", "seeds"));
        table.others().forEach(column -> head.add(escape(column.titleAndUnit())));
        table.costs().forEach(column -> head.add(escape(column.titleAndUnit())));
        return head;
    }

    private List<String> cells(ResultTable.Row row) {
        String changes = row.changes().stream().map(change -> escape(change.toString())).collect(Collectors.joining("; "));
        List<String> cells = new ArrayList<>(List.of(escape(row.result().label()), changes, math(table.primary().meanAndSd(row.result())),
                math(table.difference(row)), math(table.interval(row)), math(table.p(row)), verdict(row), row.seeds()));
        table.others().forEach(column -> cells.add(math(column.meanAndSd(row.result()))));
        table.costs().forEach(column -> cells.add(math(column.mean(row.result()))));
        return cells;
    }

    private static String line(List<String> cells) {
        return String.join(" & ", cells) + " \\\\\n";
    }

    private static String math(String number) {
        if (number.isEmpty() || number.startsWith("–")) {
            return number.isEmpty() ? "" : "--";
        }
        return "$" + number.replace("−", "-").replace("±", "\\pm").replace("∞", "\\infty").replace("–", "\\text{--}") + "$";
    }

    private static String escape(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\\' -> out.append("\\textbackslash{}");
                case '~' -> out.append("\\textasciitilde{}");
                case '^' -> out.append("\\textasciicircum{}");
                case '→' -> out.append("$\\to$");
                case '&', '%', '$', '#', '_', '{', '}' -> out.append('\\').appendCodePoint(c);
                default -> out.appendCodePoint(c);
            }
        });
        return out.toString();
    }
}
