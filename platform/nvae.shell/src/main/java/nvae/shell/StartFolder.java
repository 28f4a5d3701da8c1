package nvae.shell;

import java.nio.file.Files;
import java.nio.file.Path;
import nvae.study.report.StudyFile;

/** Where the relative paths of a study's configurations begin: in the folder that it was begun in, as long as that is there. */
final class StartFolder {
    private StartFolder() {}

    /** A study that was moved with all it needs goes on from where the person is, who is told so. */
    static Path of(StudyFile study, Console console) {
        if (Files.isDirectory(study.start())) {
            return study.start();
        }
        console.err().println("The folder that " + study.plan().study() + " was begun in is gone: " + study.start() + ". Relative paths in its"
                + " configuration (a dataset's folder, say) now begin in " + console.here() + ".");
        return console.here();
    }
}
