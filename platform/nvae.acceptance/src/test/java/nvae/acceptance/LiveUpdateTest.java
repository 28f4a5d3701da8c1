package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A plug-in of somebody else is dropped into a running host, used, updated while a trial of it runs, used again, removed. */
@Timeout(value = 8, unit = TimeUnit.MINUTES)
@Tag("study")
final class LiveUpdateTest {
    private static final Pattern USED = Pattern.compile(
            "\"symbolicName\": \"acme.activation\",\\s*\"version\": \"([^\"]+)\"");

    @TempDir
    private Path folder;

    private Workbench workbench;
    private Path manifest;
    private Path first;
    private Path second;

    @BeforeEach
    void prepare() throws IOException {
        workbench = new Workbench(folder);
        MiniStudy.write(folder);
        manifest = Files.writeString(folder.resolve("live.yaml"), Files.readString(folder.resolve("mini.yaml"))
                .replace("study: mini", "study: live")
                .replace("posterior: {path: model.family, values: [normal]}", "activation: {path: model.cells.*.activation, values: [acme]}"));
        first = ForeignPlugin.build(workbench, folder.resolve("first"), "1.0.0", "Tensors::relu");
        second = ForeignPlugin.build(workbench, folder.resolve("second"), "2.0.0", "Tensors::swish");
    }

    @Test
    void aRunningStudyKeepsTheVersionThatItStartedWithAndTheNextOneTakesTheNew() throws Exception {
        try (HostShell host = new HostShell(workbench.start())) {
            assertThat(host.ask("describe activation acme")).contains("no activation 'acme'");
            drop(first);
            host.until("plugins", "acme.activation 1.0.0");

            host.say("run '" + manifest + "' --slots 1");
            host.await("activation=acme seed 1: test NELBO");
            drop(second);
            host.await("live: 4 of 4 trials done");
            assertThat(versions()).as("of the trial that ran, and of the one that began after the update").containsExactly("1.0.0", "1.0.0");
            assertThat(report()).contains("1.0.0").doesNotContain("2.0.0");
            String before = Files.readString(table());

            host.until("plugins", "acme.activation 2.0.0");
            assertThat(host.ask("plugins")).doesNotContain("acme.activation 1.0.0");
            assertThat(host.ask("run '" + manifest + "' --slots 1")).contains("base seed 1: done already", "live: 4 of 4 trials done");
            assertThat(versions()).containsExactlyInAnyOrder("1.0.0", "1.0.0", "2.0.0", "2.0.0");
            assertThat(report()).contains("2.0.0");
            assertThat(Files.readString(table())).isNotEqualTo(before);

            Files.delete(folder.resolve("plugins/acme.jar"));
            host.until("describe activation acme", "no activation 'acme'");
            assertThat(host.ask("resume live")).as("what is done stays, without the plug-in").contains("live: 4 of 4 trials done");
        }
    }

    /** As a person should: a whole file, moved into the folder. */
    private void drop(Path jar) throws IOException {
        Path plugins = Files.createDirectories(folder.resolve("plugins"));
        Path part = Files.copy(jar, plugins.resolve("acme.jar.part"));
        Files.move(part, plugins.resolve("acme.jar"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** The plug-in's version in the provenance of each trial that used it. */
    private List<String> versions() throws IOException {
        try (Stream<Path> runs = Files.list(workbench.study("live"))) {
            return runs.map(run -> run.resolve("provenance.json")).filter(Files::exists).map(LiveUpdateTest::read).map(USED::matcher)
                    .filter(Matcher::find).map(used -> used.group(1)).toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the report says of the plug-in. */
    private String report() throws IOException {
        return Files.readString(workbench.study("live").resolve("report.html")).lines()
                .filter(line -> line.contains("acme.activation")).reduce("", String::concat);
    }

    private Path table() {
        return workbench.study("live").resolve("table.csv");
    }
}
