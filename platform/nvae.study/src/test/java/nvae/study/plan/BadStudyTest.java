package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Slips in what a study varies and how it runs. Line 14 is the first after {@link Desk#BASE}. */
class BadStudyTest {
    private static final String SCALES = "axes: {scales: {path: model.scales, values: [3, 4]}}\n";

    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    private void refuses(String tail, String... problems) {
        assertThat(desk.refused(Desk.BASE + tail)).containsExactly(problems);
    }

    @Test
    void unknownKey() {
        refuses("sedes: [1]\n", "study.yaml:14:1: unknown key 'sedes' in the manifest. Did you mean 'seeds'?");
    }

    @Test
    void aKeyOfTheConfigurationAtTheTop() {
        refuses("data: {}\n", "study.yaml:14:1: unknown key 'data' in the manifest. Move it below 'base', indented.");
    }

    @Test
    void noName() {
        assertThat(desk.refused(Desk.BASE.replace("study: test\n", "")))
                .containsExactly("study.yaml:1:1: the key 'study' is missing. Name the study, as in 'study: quickstart'.");
    }

    @Test
    void aNameThatIsNoFolder() {
        assertThat(desk.refused(Desk.BASE.replace("study: test", "study: ../x")))
                .containsExactly("study.yaml:1:8: '../x' cannot be a study's name, which names a folder too. "
                        + "Use up to 64 letters, digits, '.', '-' and '_'; start with a letter or digit.");
        assertThat(desk.refused(Desk.BASE.replace("study: test", "study: 12")))
                .containsExactly("study.yaml:1:8: study must be text, not the number 12. Put it in quotes: \"12\".");
    }

    @Test
    void anEmptyAxis() {
        String remedy = "Give it at least one value that is not the base's, or remove it.";
        refuses("axes: {gate: {path: model.cells.*.gate, values: []}}\n", "study.yaml:14:8: the axis 'gate' is empty. " + remedy);
        refuses("axes: {gate: {values: {}}}\n", "study.yaml:14:8: the axis 'gate' is empty. " + remedy);
        refuses("axes: {gate: {values: []}}\n", "study.yaml:14:8: the axis 'gate' is empty. " + remedy);
    }

    @Test
    void anAxisWithoutValuesOrPath() {
        refuses(
                "axes: {gate: {path: model.cells.*.gate}}\n",
                "study.yaml:14:8: the axis 'gate' has no values. Add 'values: [...]', or remove the axis.");
        refuses(
                "axes: {gate: {values: [none]}}\n",
                "study.yaml:14:23: the axis 'gate' has a list of values but no path. Add 'path: ...', or label the values and give "
                        + "each its paths.");
        refuses(
                "axes: {gate: {path: model.cells.*.gate, values: none}}\n",
                "study.yaml:14:49: the values of the axis 'gate' must be a list or a mapping, not the text 'none'. Write values: "
                        + "[first, second].");
        refuses(
                "axes: {gate: none}\n",
                "study.yaml:14:14: the axis 'gate' must be a mapping, not the text 'none'. Write gate: {path: ..., values: [...]}.");
        refuses(
                "axes: {gate: {path: model.cells.*.gate, vals: [none]}}\n",
                "study.yaml:14:8: the axis 'gate' has no values. Add 'values: [...]', or remove the axis.",
                "study.yaml:14:41: unknown key 'vals' in the axis 'gate'. Did you mean 'values'?");
    }

    @Test
    void aLabelThatSetsNothing() {
        refuses(
                "axes: {act: {values: {elu: {}}}}\n",
                "study.yaml:14:23: the value 'elu' of the axis 'act' sets nothing. Give the axis a path, or write elu: {path: "
                        + "value, ...}.");
    }

    @Test
    void labelsThatCannotBe() {
        String remedy = "Write values: {label: value}, the label without ',' and '=', up to 60 characters, and not 'base'.";
        refuses(
                "axes: {s: {path: model.scales, values: {base: 3, \"a=b\": 4}}}\n",
                "study.yaml:14:41: 'base' cannot label a value of the axis 's'. " + remedy,
                "study.yaml:14:50: 'a=b' cannot label a value of the axis 's'. " + remedy);
        refuses(
                "axes: {a.b: {path: model.scales, values: [3]}}\n",
                "study.yaml:14:8: 'a.b' cannot be an axis' name. Use up to 40 letters, digits, '-' and '_'.");
        refuses(
                "axes: {s: {path: model, values: [{scales: 3}]}}\n",
                "study.yaml:14:34: this value of the axis 's' needs a label. Write values: {label: value, ...}.");
    }

    @Test
    void aValueTwice() {
        refuses(
                "axes: {s: {path: model.scales, values: [3, 3]}}\n",
                "study.yaml:14:44: the axis 's' has the value '3' twice. Remove one, or label them.");
    }

    @Test
    void aPathThatDoesNotExist() {
        refuses(
                "axes: {g: {path: model.cells.*.gat, values: [none]}}\n",
                "study.yaml:14:18: the path 'model.cells.*.gat' does not exist: unknown key 'gat' in model.cells.*. Did you mean 'gate'?");
        refuses(
                "axes: {g: {path: training.epochs.x, values: [1]}}\n",
                "study.yaml:14:18: the path 'training.epochs.x' goes on below training.epochs, which is a single value. Shorten the path.");
        refuses(
                "axes: {g: {path: trackers.*.every, values: [1]}}\n",
                "study.yaml:14:18: the path 'trackers.*.every' names nothing: there is no key for '*'. Write the path without '*'.");
        refuses(
                "axes: {g: {values: {x: {modle.scales: 3}}}}\n",
                "study.yaml:14:25: the path 'modle.scales' does not exist: unknown key 'modle'. Did you mean 'model'?");
    }

    @Test
    void aPathWithoutEnd() {
        refuses(
                "axes: {g: {path: regularizers" + ".a".repeat(30_000) + ", values: [1]}}\n",
                "study.yaml:14:18: a path of more than 40 keys leads nowhere. Shorten the path.");
    }

    @Test
    void aValueThatTheSchemaRefuses() {
        refuses(
                "axes: {s: {path: model.scales, values: [3, 99]}}\n",
                "study.yaml:14:44: model.scales is 99, above its maximum 8. Write a number from 1 up to 8.");
        refuses(
                "axes: {g: {path: model.cells.*.gate, values: [swish]}}\n",
                "study.yaml:14:47: model.cells.preprocess.gate takes a part of the kind 'gate', but 'swish' is of the kind 'activation'. "
                        + "Choose from: none, squeeze-excite.");
    }

    @Test
    void anOptionThatOnlyACombinationMakesWrong() {
        refuses(
                """
                axes:
                  cell: {path: model.cells.decoder.cell, values: [regular]}
                  expansion: {path: model.cells.decoder.cell.expansion, values: [3]}
                designs: [factorial]
                exclude: [{cell: base, expansion: 3}]
                """,
                "study.yaml:16:21: unknown key 'expansion' in model.cells.decoder.cell (in the variant 'cell=regular,expansion=3'). "
                        + "Choose from: dilation. See 'nvae describe cell regular'.");
    }

    @Test
    void unknownDesigns() {
        refuses(
                SCALES + "designs: [factorail, {factorial: [scale]}, 3]\n",
                "study.yaml:15:11: unknown design 'factorail'. Did you mean 'factorial'?",
                "study.yaml:15:35: unknown axis 'scale'. Did you mean 'scales'?",
                "study.yaml:15:44: a design is a name, or one name with a list of axes, not the number 3. "
                        + "Write one-at-a-time, or {factorial: [axis, axis]}.");
        refuses(SCALES + "designs: []\n", "study.yaml:15:10: there is no design. Write designs: [one-at-a-time], or leave the key out.");
        refuses(
                SCALES + "designs: factorial\n",
                "study.yaml:15:10: designs must be a list, not the text 'factorial'. Write [first, second].");
    }

    @Test
    void aDesignThatExplodes() {
        StringBuilder axes = new StringBuilder("axes:\n");
        for (int i = 0; i < 40; i++) {
            axes.append("  a%d: {path: training.epochs, values: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n".formatted(i));
        }
        refuses(
                axes + "designs: [factorial]\n",
                "study.yaml:55:11: the design 'factorial' makes more than 2000 variants. "
                        + "Name fewer axes, as in {factorial: [axis, axis]}.");
    }

    @Test
    void tooManyTrials() {
        StringBuilder seeds = new StringBuilder("seeds: [0");
        for (int i = 1; i <= 4000; i++) {
            seeds.append(", ").append(i);
        }
        refuses(
                SCALES + seeds + "]\n",
                "study.yaml:1:1: 3 variants times 4001 seeds are 12003 trials, more than 10000. Use fewer seeds or axes, or split "
                        + "the study.");
    }

    @Test
    void zipThatDoesNotFit() {
        String axes = "axes: {a: {path: model.scales, values: [3]}, b: {path: data.pad, values: [1, 0]}, c: {path: training.epochs, "
                + "values: [1]}}\n";
        refuses(
                axes + "zip: [[a, b], [a], [a, d], x, [a, c], [c, a]]\n",
                "study.yaml:15:7: axes that are zipped need equally many values: a has 1, b has 2. Add or remove values.",
                "study.yaml:15:15: zip joins lists of two or more axes. Write zip: [[axis, axis]].",
                "study.yaml:15:20: zip joins lists of two or more axes. Write zip: [[axis, axis]].",
                "study.yaml:15:24: unknown axis 'd'. Choose from: a, b, c.",
                "study.yaml:15:28: zip joins lists of two or more axes. Write zip: [[axis, axis]].",
                "study.yaml:15:39: an axis is zipped twice. Join all that move together in one list.");
    }

    @Test
    void excludeThatLeavesNothing() {
        refuses(
                SCALES + "exclude: [{scales: 3}, {scales: 4}]\n",
                "study.yaml:15:10: exclude leaves no variant but the base. Remove a rule.");
    }

    @Test
    void excludeOfWhatIsNotThere() {
        refuses(
                SCALES + "exclude: [{scales: 5}, {scale: 3}, 3, {scales: [3]}]\n",
                "study.yaml:15:20: the axis 'scales' has no value '5'. Choose from: 3, 4, base.",
                "study.yaml:15:25: unknown axis 'scale'. Did you mean 'scales'?",
                "study.yaml:15:36: exclude lists mappings of axes to values, not the number 3. Write exclude: [{axis: value}].",
                "study.yaml:15:48: the axis 'scales' has no value that is a list. Choose from: 3, 4, base.");
    }

    @Test
    void seedsThatAreNone() {
        refuses(
                "seeds: [1, -1, x, 1]\n",
                "study.yaml:14:12: a seed must be a whole number from 0 to 2147483647, not the number -1. Write a number such as 1.",
                "study.yaml:14:16: a seed must be a whole number from 0 to 2147483647, not the text 'x'. Write a number such as 1.",
                "study.yaml:14:19: the seed 1 stands here twice. Remove one; equal seeds give equal trials.");
        refuses("seeds: []\n", "study.yaml:14:8: there is no seed. Write seeds: [1, 2], or leave the key out for one.");
        refuses("seeds: 2\n", "study.yaml:14:8: seeds must be a list, not the number 2. Write [first, second].");
    }

    @Test
    void metricsAndPolicies() {
        refuses(
                "metrics: {primary: testNelob, repor: []}\nretry: {crashes: many}\nonFailure: stpo\n",
                "study.yaml:14:20: unknown metric 'testNelob'. Did you mean 'testNelbo' or 'testNll'?",
                "study.yaml:14:31: unknown key 'repor' in metrics. Did you mean 'report'?",
                "study.yaml:15:18: crashes must be a whole number from 0 to 100, not the text 'many'. Write a number such as 1.",
                "study.yaml:16:12: onFailure cannot be 'stpo'. Did you mean 'stop'?");
    }

    @Test
    void testsAndIntervals() {
        refuses(
                "metrics: {confidence: 95, test: wilcox, interval: bootstrap-t}\n",
                "study.yaml:14:23: confidence must be a number from 0.5 to 0.999, not the number 95. Write a number such as 0.95.",
                "study.yaml:14:33: test cannot be 'wilcox'. Did you mean 'wilcoxon'?",
                "study.yaml:14:51: interval cannot be 'bootstrap-t'. Did you mean 'bootstrap'?");
    }

    @Test
    void profilesAreCheckedEvenWhenTheyAreNotUsed() {
        refuses(
                "profiles: {smoke: {base: {model: {scale: 1}}, study: x}, bad: 3}\n",
                "study.yaml:14:35: unknown key 'scale' in model. Did you mean 'scales'? See 'nvae describe section model'.",
                "study.yaml:14:47: a profile cannot set 'study'. Set it in the manifest itself.",
                "study.yaml:14:63: the profile 'bad' must be a mapping, not the number 3. Write the keys that it changes below it, "
                        + "indented.");
    }

    @Test
    void allProblemsAreToldAtOnce() {
        refuses(
                "seeds: [x]\naxes: {s: {path: model.scales, values: [99]}}\nonFailure: no\n",
                "study.yaml:14:9: a seed must be a whole number from 0 to 2147483647, not the text 'x'. Write a number such as 1.",
                "study.yaml:15:41: model.scales is 99, above its maximum 8. Write a number from 1 up to 8.",
                "study.yaml:16:12: onFailure cannot be 'no'. Choose from: continue, stop.");
    }
}
