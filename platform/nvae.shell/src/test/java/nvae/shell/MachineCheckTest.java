package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MachineCheckTest {
    @TempDir
    private Path system;

    private MachineCheck machine() {
        return new MachineCheck(system);
    }

    private void file(String name, String text) throws Exception {
        Path file = system.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @ParameterizedTest
    @CsvSource({"17, amd64, GOOD", "21, amd64, GOOD", "11, amd64, WRONG", "1.8, amd64, WRONG", "17, aarch64, WRONG"})
    void javaMustBeNewEnoughAndFitTheNatives(String specification, String architecture, Finding.State expected) {
        Finding finding = machine().java(specification, "x", architecture);
        assertThat(finding.state()).isEqualTo(expected);
        assertThat(finding.remedy().isEmpty()).isEqualTo(expected == Finding.State.GOOD);
    }

    @ParameterizedTest
    @CsvSource({"16777216, GOOD", "2097152, WARNING", "524288, WRONG"})
    void memoryIsWhatTheSystemSaysIsFree(String kilobytes, Finding.State expected) throws Exception {
        file("proc/meminfo", "MemTotal: 99999999 kB\nMemAvailable:  " + kilobytes + " kB\n");
        assertThat(machine().memory().state()).isEqualTo(expected);
    }

    @Test
    void aContainersLimitCounts() throws Exception {
        file("proc/meminfo", "MemAvailable: 16777216 kB\n");
        file("sys/fs/cgroup/memory.max", String.valueOf(4L << 30));
        file("sys/fs/cgroup/memory.current", String.valueOf(7L << 29));
        assertThat(machine().memory()).isEqualTo(Finding.wrong("memory", "512 MiB free", machine().memory().remedy()));
        file("sys/fs/cgroup/memory.max", "max\n");
        assertThat(machine().memory().what()).isEqualTo("16.0 GiB free");
    }

    @Test
    void memoryThatNobodyKnowsIsNoProblem() {
        assertThat(machine().memory().state()).isEqualTo(Finding.State.WARNING);
    }

    @Test
    void aFolderThatCanBeMadeIsFineAndAFileInItsPlaceIsNot() throws Exception {
        assertThat(machine().writable("runs", system.resolve("a/b/c"), "r").what()).endsWith("can be made");
        assertThat(machine().writable("runs", system, "r").what()).endsWith("can be written");
        assertThat(system).isEmptyDirectory();
        file("taken", "");
        assertThat(machine().writable("runs", system.resolve("taken/below"), "r"))
                .isEqualTo(Finding.wrong("runs", system.resolve("taken") + " is no folder", "r"));
    }
}
