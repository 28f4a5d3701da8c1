package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class DoctorCommandTest {
    @TempDir
    private Path here;

    @Test
    void aGoodMachineIsToldSoForAPersonAndForAProgram() {
        FakeHost host = new FakeHost(here, FakeHost::train);
        int status = host.run("doctor", "--json");
        JsonObject answer = JsonParser.parseString(host.out()).getAsJsonObject();
        assertThat(status).isEqualTo(answer.get("healthy").getAsBoolean() ? 0 : 1);
        JsonArray findings = answer.getAsJsonArray("findings");
        assertThat(findings).extracting(finding -> finding.getAsJsonObject().get("check").getAsString())
                .contains("java", "cores", "memory", "disk", "cache disk", "cache", "runs", "engine", "gpu", "allocator", "data", "plug-ins")
                .doesNotHaveDuplicates();

        host.run("doctor");
        assertThat(host.out()).contains("good     engine     mxnet: MXNet 1.9.0 loads and computes", "good     allocator  libfast.so.1");
    }

    @Test
    void aPlaceThatCannotBeWrittenIsWrongAndSaysWhatToDo() throws Exception {
        FakeHost host = new FakeHost(here, FakeHost::train);
        Files.writeString(here.resolve("file"), "");
        assertThat(host.run("doctor", "--runs", "file")).isEqualTo(1);
        assertThat(host.out()).contains("WRONG    runs       " + here.resolve("file") + " is no folder", "name another folder: --runs DIR",
                "problem to solve before studies can run here.");
    }

    @Test
    void aManifestThatIsNotValidIsWrong() throws Exception {
        FakeHost host = new FakeHost(here, FakeHost::train);
        Files.writeString(here.resolve("study.yaml"), "study: mine\nstudy: other\n");
        assertThat(host.run("doctor", "study.yaml")).isEqualTo(1);
        assertThat(host.out()).contains("WRONG    data", "study.yaml:2", "`nvae validate` lists");
    }
}
