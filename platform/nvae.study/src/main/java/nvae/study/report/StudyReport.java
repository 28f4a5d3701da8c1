package nvae.study.report;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import nvae.study.manifest.WholeFile;

/** The report of a study: one page that needs nothing else, and its main table for papers and programs. */
public final class StudyReport {
    private StudyReport() {}

    /**
     * Writes {@code report.html}, {@code table.md}, {@code table.csv} and {@code table.tex} from what the study's folder holds now. An
     * unfinished study gives a provisional report that says so.
     *
     * @return the page
     * @throws IOException if the folder holds no study, or cannot be written
     * @throws nvae.study.ledger.LedgerException if its ledger cannot be read
     */
    public static Path write(Path folder) throws IOException {
        StudyRecord study = StudyRecord.read(folder);
        ResultTable table = ResultTable.of(study);
        WholeFile.write(folder.resolve("table.md"), new MarkdownTable(table).toString());
        WholeFile.write(folder.resolve("table.csv"), new CsvTable(table).toString());
        WholeFile.write(folder.resolve("table.tex"), new LatexTable(study, table).toString());
        return WholeFile.write(folder.resolve("report.html"), new ReportPage(study, table, Instant.now()).html());
    }
}
