package nvae.study.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;

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
        write(folder.resolve("table.md"), new MarkdownTable(table).toString());
        write(folder.resolve("table.csv"), new CsvTable(table).toString());
        write(folder.resolve("table.tex"), new LatexTable(study, table).toString());
        return write(folder.resolve("report.html"), new ReportPage(study, table, Instant.now()).html());
    }

    /** A reader of the file sees the old or the new one, never half of it. */
    static Path write(Path file, String text) throws IOException {
        Path part = file.resolveSibling(file.getFileName() + ".part");
        Files.writeString(part, text);
        return Files.move(part, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
