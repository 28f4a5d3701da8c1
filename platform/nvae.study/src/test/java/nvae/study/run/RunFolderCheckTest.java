package nvae.study.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RunFolderCheckTest {
    @TempDir
    private Path folder;

    @Test
    void makesAMissingFolderAndLeavesNothingInIt() {
        Path study = folder.resolve("runs/study");
        RunFolderCheck.check(study);
        assertThat(study).isEmptyDirectory();
    }

    @Test
    void aFolderThatCannotBeMadeIsRefusedWithAWayOut() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "");
        assertThatThrownBy(() -> RunFolderCheck.check(file.resolve("study")))
                .isInstanceOf(RunException.class).hasMessageContaining(file.toString()).hasMessageContaining("--runs DIR");
    }

    @Test
    void aFullDiskIsRefusedWithAWayOut() {
        assertThatThrownBy(() -> RunFolderCheck.requireRoom(folder, 3 << 20))
                .isInstanceOf(RunException.class).hasMessageContaining("3 MB are left").hasMessageContaining("--runs DIR");
    }
}
