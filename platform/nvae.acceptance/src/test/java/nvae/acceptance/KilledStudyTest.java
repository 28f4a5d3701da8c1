package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is killed, the study ends with the table that it would have had. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
final class KilledStudyTest {
    @TempDir
    private Path folder;

    private Path manifest;

    @BeforeEach
    void writeManifest() throws IOException {
        manifest = folder.resolve("tiny.yaml");
        try (var resource = KilledStudyTest.class.getResourceAsStream("/tiny.yaml")) {
            Files.copy(resource, manifest);
        }
    }

    @ParameterizedTest
    @MethodSource("nvae.acceptance.Workbench#engines")
    void aStudyWhoseWorkerAndHostWereKilledEndsWithTheTableOfAnUninterruptedOne(String engine) throws Exception {
        Workbench undisturbed = new Workbench(Files.createDirectories(folder.resolve("undisturbed")));
        Command whole = undisturbed.run("run", manifest.toString(), "--slots", "1", "--set", "engine=" + engine);
        assertThat(whole.status()).as(whole.toString()).isZero();

        Workbench disturbed = new Workbench(Files.createDirectories(folder.resolve("disturbed")));
        Command host = disturbed.start("run", manifest.toString(), "--slots", "1", "--set", "engine=" + engine);
        host.awaitLine(line -> line.contains("base seed 1: test NELBO"));
        host.workers().forEach(ProcessHandle::destroyForcibly);
        host.awaitLine(line -> line.contains("base seed 1: crashed") && line.contains("SIGKILL"));
        host.awaitLine(line -> line.contains("posterior=normal seed 1: test NELBO"));
        assertThat(disturbed.run("status", "tiny").output()).contains("1 done", "1 running").doesNotContain("resume");
        List<ProcessHandle> orphans = host.workers();
        host.kill();
        for (ProcessHandle orphan : orphans) {
            orphan.onExit().get(30, TimeUnit.SECONDS);
        }
        assertThat(disturbed.run("status", "tiny").output()).contains("1 done", "1 lost", "The host ended while this attempt ran", "`nvae resume tiny` goes on").doesNotContain("running");

        Command resumed = disturbed.run("resume", "tiny", "--slots", "1");
        assertThat(resumed.status()).as(resumed.toString()).isZero();
        assertThat(resumed.output()).contains("base seed 1: done already").contains("posterior=normal seed 1: attempt 2");
        assertThat(ResultTable.of(disturbed.study("tiny"))).isEqualTo(ResultTable.of(undisturbed.study("tiny"))).hasSize(3);
    }

    @Test
    void aStudyThatIsAskedToEndEndsItsWorkersAndSaysHowToGoOn() throws Exception {
        Workbench workbench = new Workbench(folder);
        Command host = workbench.start("run", manifest.toString(), "--slots", "2");
        host.awaitLine(line -> line.contains("test NELBO"));
        List<ProcessHandle> workers = host.workers();
        assertThat(workers).isNotEmpty();
        host.terminate();
        assertThat(host.status()).as(host.toString()).isNotZero();
        assertThat(host.output()).contains("stopped, can be resumed").contains("nvae resume tiny");
        assertThat(workers).noneMatch(ProcessHandle::isAlive);
        assertThat(workbench.run("status", "tiny").output()).contains("lost").doesNotContain("running");
    }
}
