package nvae.study.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nvae.study.manifest.WholeFile;

/** Writes one page that shows several studies side by side. */
public final class ComparisonReport {
    private ComparisonReport() {}

    /**
     * Writes the page as the ledgers stand now.
     *
     * @param folders of the studies, in the order of the page's columns
     * @param file the page
     * @return the page
     * @throws IOException if a study cannot be read, if they have no metric to be compared by, or the page cannot be written
     */
    public static Path write(List<Path> folders, Path file) throws IOException {
        List<StudyRecord> studies = new ArrayList<>();
        for (Path folder : folders) {
            studies.add(StudyRecord.read(folder));
        }
        StudyRecord first = studies.get(0);
        for (StudyRecord study : studies) {
            if (study.primary() != first.primary()) {
                throw new IOException("The studies " + first.plan().study() + " and " + study.plan().study()
                        + " are about different metrics, " + first.primary().key() + " and " + study.primary().key()
                        + ". Set one metrics.primary in both manifests and `run` them again, which trains nothing anew.");
            }
        }
        return WholeFile.write(file, new ComparisonPage(studies).html());
    }
}
