package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.function.Consumer;
import javax.imageio.ImageIO;
import nvae.study.manifest.Source;
import nvae.study.plan.FailurePolicy;
import nvae.study.plan.Metric;
import nvae.study.plan.Metrics;
import nvae.study.plan.Overrides;
import nvae.study.plan.Plan;
import nvae.study.plan.RetryPolicy;
import nvae.study.plan.Trial;
import nvae.study.plan.Variant;
import nvae.study.report.StudyFile;
import nvae.study.run.Assignment;
import nvae.study.run.Slot;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands on a study of two trials. */
@Timeout(60)
final class StudyCommandsTest {
    private static final Trial BASE = trial("a", "base", Map.of());
    private static final Trial NO_GATE = trial("b", "gate=none", Map.of("model.cells.*.gate", "none"));

    @TempDir
    private Path here;

    private boolean broken;
    private FakeHost host;

    @BeforeEach
    void planStudy() throws Exception {
        List<Variant> variants = List.of(
                new Variant("base", Map.of(), Map.of(), null), new Variant("gate=none", Map.of("gate", "none"), NO_GATE.changes(), null));
        Plan plan = new Plan("mine", "", new Source("mine.yaml", "study: mine\n", "00"), List.of(), Overrides.NONE,
                Map.of("gate", List.of("none")), variants, List.of(1L), List.of(BASE, NO_GATE),
                new Metrics(Metric.TEST_NELBO, List.of(Metric.TEST_NELBO)), new RetryPolicy(0), FailurePolicy.CONTINUE, List.of(),
                Map.of());
        new StudyFile(plan, Map.of("command", "nvae run mine.yaml")).write(here.resolve("runs/mine"));
        host = new FakeHost(here, this::work);
    }

    private int work(Assignment assignment, Consumer<Map<String, Object>> events) throws Exception {
        if (broken && assignment.trial().id().equals(NO_GATE.id())) {
            events.accept(Map.of("event", "failed", "reason", "diverged", "message", "NaN at step 7"));
            return 3;
        }
        return assignment.mode() == Assignment.Mode.USE ? use(assignment, events) : FakeHost.train(assignment, events);
    }

    @Test
    void resumeRunsWhatIsOpenLineByLine() throws Exception {
        assertThat(host.run("resume", "mine", "--slots", "1")).as(host.err()).isZero();
        assertThat(host.out().lines().map(String::strip)).contains(
                "[0/2] base seed 1: starts on cpu:0 (" + BASE.shortId() + ")",
                "[0/2] base seed 1: test NELBO 250.500 nats after step 10",
                "mine: 2 of 2 trials done.");
        assertThat(host.out()).contains("[1/2] base seed 1: done, test NELBO 250.500 nats, 1 min 15 s");
        assertThat(here.resolve("runs/mine/report.html")).exists();
        assertThat(StudyFile.read(here.resolve("runs/mine")).provenance()).containsEntry("command", "nvae run mine.yaml");

        assertThat(host.run("resume", "mine", "--slots", "1")).isZero();
        assertThat(host.assignments()).hasSize(2);
        assertThat(host.out()).contains("base seed 1: done already");
    }

    @Test
    void workersStartWhereTheStudyWasBegunWhereverTheCommandIsTyped() throws Exception {
        Path start = Files.createDirectory(here.resolve("begun"));
        Path runs = here.resolve("runs/mine");
        new StudyFile(StudyFile.read(runs).plan(), Map.of(), start).write(runs);
        broken = true;
        host.run("resume", "mine", "--slots", "1");
        broken = false;
        host.run("retry", "mine", "--slots", "1");
        host.run("sample", "base");
        assertThat(host.assignments()).hasSize(4).extracting(Assignment::start).containsOnly(start);
        assertThat(StudyFile.read(runs).start()).isEqualTo(start);
    }

    @Test
    void aStartFolderThatIsGoneIsToldAndTheCurrentOneTakesItsPlace() throws Exception {
        Path runs = here.resolve("runs/mine");
        Path gone = here.resolve("gone");
        new StudyFile(StudyFile.read(runs).plan(), Map.of(), gone).write(runs);
        assertThat(host.run("resume", "mine", "--slots", "1")).isZero();
        assertThat(host.err()).contains("was begun in is gone: " + gone, "now begin in " + here);
        assertThat(host.assignments()).extracting(Assignment::start).containsOnly(here);
        assertThat(host.run("sample", "base")).isZero();
        assertThat(host.err()).as("the folder it goes on from is there").isEmpty();
    }

    @Test
    void reportOfTwoStudiesIsOnePageBesideTheirFolders() throws Exception {
        new StudyFile(StudyFile.read(here.resolve("runs/mine")).plan(), Map.of()).write(here.resolve("runs/yours"));
        host.run("resume", "mine", "--slots", "1");
        host.run("resume", "yours", "--slots", "1");
        assertThat(host.run("report", "mine", "yours")).as(host.err()).isZero();
        assertThat(here.resolve("runs/compare-mine-yours.html")).content().contains("gate=none", "The bases are configured alike.");
        assertThat(host.run("report", "mine", "nobody")).isNotZero();
        assertThat(host.err()).contains("There is no study 'nobody'");
    }

    @Test
    void aFailedTrialMakesTheCommandFailAndRetryTriesItAgain() {
        broken = true;
        assertThat(host.run("resume", "mine", "--slots", "1")).isEqualTo(1);
        assertThat(host.out()).contains("gate=none seed 1: FAILED. NaN at step 7").contains("1 failed").contains("nvae retry mine");

        broken = false;
        assertThat(host.run("resume", "mine", "--slots", "1")).as("a failed trial stays failed").isEqualTo(1);
        assertThat(host.assignments()).hasSize(2);

        assertThat(host.run("retry", "mine", "--slots", "1")).as(host.err()).isZero();
        assertThat(host.assignments()).hasSize(3);
        assertThat(host.out()).contains("1 failed trial to try again").contains("gate=none seed 1: attempt 2");
    }

    @Test
    void retryOfATrialThatHasNotFailedRunsNothing() {
        broken = true;
        host.run("resume", "mine", "--slots", "1");
        broken = false;
        assertThat(host.run("retry", "mine", "--trial", "base", "--trial", "gate=none")).isEqualTo(1);
        assertThat(host.err()).contains("'base' has not failed: base seed 1 is done.");
        assertThat(host.assignments()).hasSize(2);

        assertThat(host.run("retry", "mine", "--trial", "gate=none", "--trial", "gate=none:1")).as(host.err()).isZero();
        assertThat(host.assignments()).hasSize(3);
    }

    @Test
    void statusIsATableForAPersonAndJsonForAProgram() {
        broken = true;
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("status", "mine")).isZero();
        assertThat(host.out()).containsPattern(BASE.shortId() + " +base +1 +done +10/10 +250.500 +1\n")
                .containsPattern("gate=none +1 +failed +- +- +1 +NaN at step 7\n").contains("1 done, 1 failed.");

        assertThat(host.run("status", "--json")).isZero();
        var trials = JsonParser.parseString(host.out()).getAsJsonObject().getAsJsonArray("trials");
        assertThat(trials.get(0).getAsJsonObject().getAsJsonObject("metrics").get("testNelbo").getAsDouble()).isEqualTo(250.5);
        assertThat(trials.get(1).getAsJsonObject().get("trouble").getAsString()).isEqualTo("NaN at step 7");
    }

    @Test
    void aTrialIsFoundByItsIdItsVariantAndItsFolder() {
        host.run("resume", "mine", "--slots", "1");
        for (String name : List.of(BASE.id().substring(0, 5), "base", "base:1", "runs/mine/" + BASE.shortId())) {
            assertThat(host.run("show", name)).as(name + host.err()).isZero();
            assertThat(host.out()).contains(BASE.id()).contains("scales: 2").doesNotContain(NO_GATE.id());
        }
        assertThat(host.run("show", "bsae")).isEqualTo(1);
        assertThat(host.err()).contains("'base'");
    }

    @Test
    void logsShowsTheLastLines() {
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("logs", "base", "-n", "2")).isZero();
        assertThat(host.out()).isEqualToNormalizingNewlines("second line\nlast line\n");
    }

    @Test
    void sampleSendsAWorkerWithTheArguments() {
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("sample", "gate=none", "--count", "9", "--temperature", "0.7,1", "--out", "pictures")).as(host.err()).isZero();
        Assignment last = host.assignments().get(2);
        assertThat(last.mode()).isEqualTo(Assignment.Mode.USE);
        assertThat(last.folder()).isEqualTo(here.resolve("runs/mine").resolve(NO_GATE.shortId()));
        assertThat(last.arguments()).containsExactlyInAnyOrderEntriesOf(Map.of(
                "task", "sample", "count", 9, "temperature", List.of(0.7, 1.0), "out", here.resolve("pictures").toString()));
        assertThat(host.out()).isEqualToNormalizingNewlines(here.resolve("pictures/samples.png") + "\n");
    }

    @Test
    void everyUseOfAModelTellsTheWorkerWhatWasTyped() {
        host.run("resume", "mine", "--slots", "1");
        assertThat(told("reconstruct", "base", "--count", "3", "--split", "train", "--checkpoint", "last"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("task", "reconstruct", "count", 3, "split", "train", "checkpoint", "last"));
        assertThat(told("interpolate", "base", "--pairs", "2", "--steps", "5"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("task", "interpolate", "pairs", 2, "steps", 5));
        assertThat(told("traverse", "base", "--group", "1", "--temperature", "0.5"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("task", "traverse", "group", 1, "temperature", 0.5));
        assertThat(told("encode", "base", "--sampled", "--out", "z.npz"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("task", "encode", "sampled", true, "out", here.resolve("z.npz").toString()));
        assertThat(told("evaluate", "base", "--samples", "50"))
                .containsExactlyInAnyOrderEntriesOf(Map.of("task", "evaluate", "samples", 50));
    }

    @Test
    void aModelIsUsedOnOneSlotWithAllCores() {
        host.run("resume", "mine", "--slots", "1");
        int cores = Runtime.getRuntime().availableProcessors();
        assertThat(host.run("sample", "base")).as(host.err()).isZero();
        assertThat(host.run("sample", "base", "--slot", "gpu:1", "--temperature", "0")).as(host.err()).isZero();
        assertThat(host.assignments().subList(2, 4)).extracting(Assignment::slot)
                .containsExactly(new Slot("cpu:0", OptionalInt.empty(), cores), new Slot("gpu:1", OptionalInt.of(1), cores));
        assertThat(host.assignments().get(3).arguments()).containsEntry("temperature", List.of(0.0));
    }

    private Map<String, Object> told(String... line) {
        assertThat(host.run(line)).as(host.err()).isZero();
        return host.assignments().get(host.assignments().size() - 1).arguments();
    }

    @Test
    void evaluateIsATableForAPersonAndJsonForAProgram() {
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("evaluate", "base")).as(host.err()).isZero();
        assertThat(host.out()).startsWith("12 test images, after step 10").containsPattern("NELBO +250.500\n")
                .containsPattern("NLL, 50 samples +249.500\n").containsPattern("0 +3 +5 +128\n").containsPattern("1 +4.250 +6 +512\n");
        assertThat(host.run("evaluate", "base", "--json")).isZero();
        assertThat(JsonParser.parseString(host.out()).getAsJsonObject().get("nelbo").getAsDouble()).isEqualTo(250.5);
    }

    @Test
    void wrongNumbersAreRefusedBeforeAWorkerStarts() {
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("sample", "base", "--temperature", "-0.1")).isEqualTo(1);
        assertThat(host.err()).contains("--temperature must be at least 0");
        assertThat(host.run("interpolate", "base", "--steps", "1")).isEqualTo(1);
        assertThat(host.err()).contains("--steps must be at least 2, but is 1");
        assertThat(host.run("traverse", "base")).as("without --group").isEqualTo(2);
        assertThat(host.run("encode", "base", "--split", "valid")).isEqualTo(2);
        assertThat(host.run("sample", "base", "--slot", "gpu:0,gpu:1")).isEqualTo(2);
        assertThat(host.err()).contains("is no slot; give cpu, or a GPU: gpu:0");
        assertThat(host.run("resume", "mine", "--silence", "0")).isEqualTo(2);
        assertThat(host.err()).contains("'0' is no number of minutes of at least 0.1");
        assertThat(host.run("logs", "base", "-n", "-5")).isEqualTo(2);
        assertThat(host.run("logs", "base", "--lines=-5")).isEqualTo(2);
        assertThat(host.assignments()).hasSize(2);
    }

    @Test
    void compareSetsTheSamePicturesOfTwoTrialsSideBySide() throws Exception {
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("compare", "base", "gate=none", "--count", "4", "--out", "both")).as(host.err()).isZero();
        assertThat(host.assignments().subList(2, 6)).extracting(assignment -> assignment.arguments().get("task"))
                .containsExactly("sample", "sample", "reconstruct", "reconstruct");
        assertThat(host.assignments().get(2).arguments()).as("each trial's own").doesNotContainKey("temperature");
        assertThat(host.out()).containsPattern("METRIC +base seed 1 +gate=none seed 1 +DIFFERENCE\n")
                .containsPattern("testNelbo +250.500 +250.500 +0\n").contains(here.resolve("both/samples.png").toString());
        BufferedImage both = ImageIO.read(here.resolve("both/samples.png").toFile());
        assertThat(both.getWidth()).isEqualTo(3 + 12 + 3);
        assertThat(both.getRGB(1, 1)).isEqualTo(0xFF111111);
        assertThat(both.getRGB(16, 1)).isEqualTo(0xFF222222);

        assertThat(host.run("compare", "base", "base:1")).isEqualTo(1);
        assertThat(host.err()).contains("are one trial");
    }

    /** A worker's answer to a task, and its picture: one grey for the base, another for the other trial. */
    private static int use(Assignment assignment, Consumer<Map<String, Object>> events) throws Exception {
        String task = String.valueOf(assignment.arguments().get("task"));
        if (task.equals("evaluate")) {
            events.accept(Map.of("event", "done", "result", Map.of(
                    "split", "test", "images", 12, "step", 10, "nelbo", 250.5, "nll", 249.5, "importanceSamples", 50,
                    "klPerGroup", List.of(3, 4.25), "activeUnitsPerGroup", List.of(5, 6), "unitsPerGroup", List.of(128, 512))));
            return 0;
        }
        Path out = Path.of(String.valueOf(assignment.arguments().getOrDefault("out", assignment.folder().resolve("use"))));
        Path png = out.resolve(task.equals("sample") ? "samples.png" : "reconstructions.png");
        if (!out.toString().endsWith(".npz")) {
            Files.createDirectories(out);
            BufferedImage picture = new BufferedImage(3, 3, BufferedImage.TYPE_INT_RGB);
            picture.setRGB(1, 1, assignment.trial().id().equals(BASE.id()) ? 0x111111 : 0x222222);
            ImageIO.write(picture, "png", png.toFile());
        }
        events.accept(Map.of("event", "done", "result", Map.of("files", List.of(png.toString()))));
        return 0;
    }

    @Test
    void diffNamesWhatTwoTrialsDoNotShare() throws Exception {
        String json = Files.readString(here.resolve("runs/mine/study.json"));
        int last = json.lastIndexOf("\"scales\": 2");
        Files.writeString(here.resolve("runs/mine/study.json"), json.substring(0, last) + "\"scales\": 3" + json.substring(last + 11));
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("diff", "base", "gate=none")).as(host.err()).isZero();
        assertThat(host.out().lines()).containsExactly(
                "- mine, base seed 1", "+ mine, gate=none seed 1", "model.scales", "  - 2", "  + 3");
        assertThat(host.run("diff", "base", "gate=none", "--json")).isZero();
        JsonObject difference = JsonParser.parseString(host.out()).getAsJsonObject();
        assertThat(difference.get("same").getAsBoolean()).isFalse();
        assertThat(difference.getAsJsonArray("paths").get(0).getAsJsonObject().get("path").getAsString()).isEqualTo("model.scales");
        assertThat(host.run("diff", "base", BASE.shortId())).isZero();
        assertThat(host.out()).endsWith("They are configured alike.\n");
        assertThat(host.run("diff", "base", "gate=nnoe")).isEqualTo(1);
        assertThat(host.err()).contains("Did you mean 'gate=none'?");
        assertThat(host.run("diff", "base", "nothing.yaml#base")).isEqualTo(1);
        assertThat(host.err()).contains("There is no manifest " + here.resolve("nothing.yaml"));
    }

    @Test
    void reproPrintsTheCommandAndSaysWhatDiffers() throws Exception {
        host.run("resume", "mine", "--slots", "1");
        Files.writeString(here.resolve("runs/mine").resolve(NO_GATE.shortId()).resolve("provenance.json"),
                "{\"engine\": \"MXNet\", \"engineVersion\": \"1.8.0\"}");
        assertThat(host.run("repro", "gate=none", "--json")).as(host.err()).isEqualTo(1);
        JsonObject answer = JsonParser.parseString(host.out()).getAsJsonObject();
        assertThat(answer.getAsJsonArray("command")).extracting(JsonElement::getAsString).containsExactly("bin/nvae", "run", "mine.yaml",
                "--set", "seeds=[1]", "--only", "gate=none", "--runs", here.resolve("runs-repeated-" + NO_GATE.shortId()).toString());
        assertThat(answer.getAsJsonArray("differences")).extracting(JsonElement::getAsString).satisfiesExactly(
                manifest -> assertThat(manifest).isEqualTo("mine.yaml is gone; study.json in the study's folder holds its text."),
                engine -> assertThat(engine).isEqualTo("The engine was MXNet 1.8.0, and now is MXNet 1.9.0."));
        assertThat(host.run("repro", "gate=none")).isEqualTo(1);
        assertThat(host.out()).startsWith("cd ").contains(" && bin/nvae run mine.yaml --set 'seeds=[1]' --only gate=none --runs ");
    }

    @Test
    void aRunAnswersAProgramWithOneJsonValue() {
        broken = true;
        assertThat(host.run("resume", "mine", "--slots", "1", "--json")).isEqualTo(1);
        JsonObject run = JsonParser.parseString(host.out()).getAsJsonObject();
        assertThat(run.get("complete").getAsBoolean()).isFalse();
        assertThat(run.getAsJsonArray("trials")).extracting(trial -> trial.getAsJsonObject().get("state").getAsString())
                .containsExactly("done", "failed");
        assertThat(host.err()).contains("base seed 1: done");
        assertThat(host.run("report", "mine", "--json")).isZero();
        JsonObject report = JsonParser.parseString(host.out()).getAsJsonObject();
        assertThat(report.get("page").getAsString()).isEqualTo(here.resolve("runs/mine/report.html").toString());
        assertThat(report.getAsJsonArray("tables")).hasSize(3);
    }

    @Test
    void anAddressThatIsNoneIsRefusedBeforeAnythingRuns() {
        assertThat(host.run("resume", "mine", "--webhook", "ftp://host/x")).isEqualTo(2);
        assertThat(host.err()).contains("no address of http or https");
        assertThat(host.assignments()).isEmpty();
        assertThat(WebhookOption.withoutAddress("nvae run a.yaml --webhook https://h/secret --slots 1 --webhook=https://h/secret"))
                .isEqualTo("nvae run a.yaml --webhook ... --slots 1 --webhook=...");
    }

    @Test
    void anUnknownStudyIsAnsweredWithTheNearest() {
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.run("status", "mein")).isEqualTo(1);
        assertThat(host.err()).contains("There is no study 'mein'").contains("mine");
    }

    @Test
    void bundlesThatWereReplacedSinceThePlanAreNamed() throws Exception {
        StudyFile file = StudyFile.read(here.resolve("runs/mine"));
        String json = Files.readString(here.resolve("runs/mine/study.json")).replace(FakeHost.BUNDLE.sha256(), "cd".repeat(32));
        Files.writeString(here.resolve("runs/mine/study.json"), json);
        assertThat(file.plan().trials().get(0).bundles()).containsExactly(FakeHost.BUNDLE);
        host.run("resume", "mine", "--slots", "1");
        assertThat(host.err()).contains("mine was planned with nvae.cell.separable 0.1.0 of SHA-256 cdcdcdcdcdcd");
    }

    private static Trial trial(String id, String variant, Map<String, Object> changes) {
        return new Trial(id.repeat(64), variant, changes, 1, Map.of("model", Map.of("scales", 2L)), List.of(FakeHost.BUNDLE));
    }
}
