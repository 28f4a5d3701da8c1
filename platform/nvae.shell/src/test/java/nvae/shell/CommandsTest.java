package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandsTest {
    @TempDir
    private Path here;

    private FakeHost host;

    @BeforeEach
    void start() {
        host = new FakeHost(here, FakeHost::train);
    }

    static Set<String> commands() {
        return Commands.names(Commands.of(new Workbench(null, null, null, null, null, null, null), Consoles.nowhere()));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandExplainsItself(String command) {
        assertThat(host.run(command, "--help")).isZero();
        String help = host.out();
        assertThat(help).startsWith("Usage: nvae " + command).contains("--help").contains("--debug");
        assertThat(host.run("help", command)).isZero();
        assertThat(host.out()).isEqualTo(help);
    }

    @Test
    void anEmptyLineListsTheCommands() {
        assertThat(host.run()).isZero();
        assertThat(host.out()).contains("validate").contains("describe").contains("quickstart.yaml");
    }

    @Test
    void anUnknownCommandIsWrongUsageAndTheNearestIsOffered() {
        assertThat(host.run("statsu")).isEqualTo(2);
        assertThat(host.err()).contains("There is no command 'statsu'").contains("'status'");
        assertThat(host.out()).isEmpty();
    }

    @Test
    void anUnknownOptionIsWrongUsageAndTheNearestIsOffered() {
        assertThat(host.run("run", "--profil", "smoke", "study.yaml")).isEqualTo(2);
        assertThat(host.err()).contains("--profil").contains("--profile").contains("nvae run --help");
    }

    @Test
    void wrongSlotsAreWrongUsage() {
        assertThat(host.run("run", "--slots", "gpu", "study.yaml")).isEqualTo(2);
        assertThat(host.err()).contains("'gpu' is not a slot").contains("gpu:0,gpu:1");
    }

    @Test
    void aMissingManifestIsOneMessageAndNoStackTrace() {
        assertThat(host.run("run", "nothing.yaml")).isEqualTo(1);
        assertThat(host.err().lines()).singleElement().asString().contains(here.resolve("nothing.yaml").toString());
        assertThat(host.out()).isEmpty();
    }

    @Test
    void debugShowsWhereAnErrorCameFrom() {
        assertThat(host.run("run", "--debug", "nothing.yaml")).isEqualTo(1);
        assertThat(host.err()).contains("\tat nvae.shell.");
    }

    @Test
    void aBrokenManifestIsReportedWithItsLineToAPersonAndToAProgram() throws Exception {
        Files.writeString(here.resolve("study.yaml"), "study: mine\nstudy: other\n");
        assertThat(host.run("validate", "study.yaml")).isEqualTo(1);
        assertThat(host.err()).contains("study.yaml:2").contains("study");

        assertThat(host.run("validate", "--json", "study.yaml")).isEqualTo(1);
        var result = JsonParser.parseString(host.out()).getAsJsonObject();
        assertThat(result.get("valid").getAsBoolean()).isFalse();
        assertThat(result.getAsJsonArray("problems").get(0).getAsJsonObject().get("line").getAsInt()).isEqualTo(2);
    }

    @Test
    void benchRefusesWhatItDoesNotKnow() {
        assertThat(host.run("bench", "--config", "nothing.yaml")).isEqualTo(1);
        assertThat(host.err()).contains("There is no manifest " + here.resolve("nothing.yaml"));
        assertThat(host.run("bench", "--config", "mnist61")).isEqualTo(1);
        assertThat(host.err()).contains("There is no configuration 'mnist61'").contains("ends in .yaml");
        assertThat(host.run("bench", "--batch", "8")).isEqualTo(1);
        assertThat(host.err()).contains("--batch").contains("--set training.batchSize=8");
        assertThat(host.run("bench", "--steps", "0")).isEqualTo(2);
    }

    @Test
    void partsAreListedByKindWithTheirBundles() {
        assertThat(host.run("parts")).isZero();
        assertThat(host.out().lines()).hasSize(3).anyMatch(line -> line.matches("cell +separable +nvae.cell.separable +0.1.0 .*"));

        assertThat(host.run("parts", "gate", "--json")).isZero();
        JsonArray parts = JsonParser.parseString(host.out()).getAsJsonArray();
        assertThat(parts).singleElement().satisfies(part -> assertThat(part.getAsJsonObject().get("name").getAsString()).isEqualTo("none"));

        assertThat(host.run("parts", "gaet")).isEqualTo(1);
        assertThat(host.err()).contains("'gate'");
    }

    @Test
    void aPartIsDescribedWithItsOptions() {
        assertThat(host.run("describe", "cell", "separable")).isZero();
        assertThat(host.out()).containsPattern("expansion +integer +6 +at least 1 +Hidden channels per input channel.");

        assertThat(host.run("describe", "cell", "round")).isEqualTo(1);
        assertThat(host.err()).isEqualToIgnoringNewLines("There is no cell 'round'.");
    }

    @Test
    void withoutStudiesACommandSaysHowToBegin() {
        assertThat(host.run("status")).isEqualTo(1);
        assertThat(host.err()).contains("There are no studies").contains("nvae run");
    }
}
