package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Values, parts and options that no model can be made of. */
class BadConfigurationTest {
    @TempDir
    Path folder;

    private Desk desk;

    @BeforeEach
    void openDesk() {
        desk = new Desk(folder);
    }

    /** A manifest with more keys below {@code base}, the first of them in line 14. */
    private static String with(String keys) {
        return Desk.BASE + keys.indent(2);
    }

    @Test
    void unknownKeyOfASection() {
        assertThat(desk.refused(with("training: {learningrate: 0.1, batches: 3}")))
                .containsExactly(
                        "study.yaml:14:14: unknown key 'learningrate' in training. Did you mean 'learningRate'? "
                                + "See 'nvae describe section training'.",
                        "study.yaml:14:33: unknown key 'batches' in training. Choose from: epochs, learningRate, klBalance, milestones. "
                                + "See 'nvae describe section training'.");
    }

    @Test
    void unknownKeyOfTheConfiguration() {
        assertThat(desk.refused(with("trainning: {}\ndevices: cpu")))
                .containsExactly(
                        "study.yaml:14:3: unknown key 'trainning' in the configuration. Did you mean 'training'?",
                        "study.yaml:15:3: unknown key 'devices' in the configuration. Did you mean 'device'?");
    }

    @Test
    void aDottedKeyInTheBase() {
        assertThat(desk.refused(with("training.epochs: 3")))
                .containsExactly("study.yaml:14:3: unknown key 'training.epochs' in the configuration. "
                        + "Nest the keys here; dotted paths are for axes and --set.");
    }

    @Test
    void wrongTypes() {
        assertThat(desk.refused(with("data: {pad: two, binarize: 1}\n"
                        + "training: {epochs: 2.5, learningRate: fast, klBalance: 3}\n"
                        + "evaluation: []")))
                .containsExactly(
                        "study.yaml:14:15: data.pad must be a whole number, not the text 'two'. Write a whole number, such as 4.",
                        "study.yaml:14:30: data.binarize must be true or false, not the number 1. Write true or false, such as true.",
                        "study.yaml:15:22: training.epochs must be a whole number, not the number 2.5. Write a whole number, such as 4.",
                        "study.yaml:15:41: training.learningRate must be a number, not the text 'fast'. Write a number, such as 0.01.",
                        "study.yaml:15:58: training.klBalance must be text, not the number 3. Put it in quotes: \"3\".",
                        "study.yaml:16:15: evaluation must be a mapping, not a list. Write its keys below it, indented.");
    }

    @Test
    void nothingWhereAValueBelongs() {
        assertThat(desk.refused(with("data: {pad: }\ndevice: ~")))
                .containsExactly(
                        "study.yaml:14:14: data.pad must be a whole number, not nothing. Write a whole number, such as 4.",
                        "study.yaml:15:11: device must be text, not nothing. Write text, such as \"text\".");
    }

    @Test
    void listsAndSingleValues() {
        assertThat(desk.refused(with("data: {pad: [1]}\ntraining: {milestones: 3}\nevaluation: {importanceSamples: {a: 1}}")))
                .containsExactly(
                        "study.yaml:14:15: data.pad must be a whole number, not a list. Write a whole number, such as 4.",
                        "study.yaml:15:26: training.milestones must be a list, not the number 3. Write [4].",
                        "study.yaml:16:35: evaluation.importanceSamples must be a whole number, not a mapping. Write a whole "
                                + "number, such as 4.");
    }

    @Test
    void itemsOfAList() {
        assertThat(desk.refused(with("training: {milestones: [1, x, -2]}")))
                .containsExactly(
                        "study.yaml:14:30: training.milestones[1] must be a whole number, not the text 'x'. Write a whole number, "
                                + "such as 4.",
                        "study.yaml:14:33: training.milestones[2] is -2, below its minimum 0. Write a number from 0 upwards.");
    }

    @Test
    void valuesOutOfRange() {
        assertThat(desk.refused(with("data: {pad: 17}\ntraining: {learningRate: -0.5, epochs: 0}\nevaluation: {importanceSamples: 99999}")))
                .containsExactly(
                        "study.yaml:14:15: data.pad is 17, above its maximum 16. Write a number from 0 up to 16.",
                        "study.yaml:15:28: training.learningRate is -0.5, below its minimum 0. Write a number from 0 up to 10.",
                        "study.yaml:15:42: training.epochs is 0, below its minimum 1. Write a number from 1 up to 100000.",
                        "study.yaml:16:35: evaluation.importanceSamples is 99999, above its maximum 10000. Write a number from 0 up "
                                + "to 10000.");
    }

    @Test
    void numbersThatAreNone() {
        String replaced = with("training: {learningRate: .nan}\nregularizers: {spectral: {coefficient: .inf}}");
        assertThat(desk.refused(replaced.replaceFirst("  regularizers.*\n", "")))
                .containsExactly(
                        "study.yaml:13:28: training.learningRate is NaN, not a finite number. Write a number from 0 up to 10.",
                        "study.yaml:14:42: regularizers.spectral.coefficient is Infinity, not a finite number. Write a number from "
                                + "0 upwards.");
    }

    @Test
    void aValueThatIsNoChoice() {
        assertThat(desk.refused(with("training: {klBalance: sqare}\nengine: tensorflow")))
                .containsExactly(
                        "study.yaml:14:25: training.klBalance cannot be 'sqare'. Did you mean 'square' or 'sqrt'?",
                        "study.yaml:15:11: engine cannot be 'tensorflow'. Choose from: mxnet, pytorch.");
    }

    @Test
    void anUnknownPartIsExplainedByTheCatalog() {
        assertThat(desk.refused(Desk.BASE.replace("adamax", "adamaks")))
                .containsExactly("study.yaml:13:14: optimizer: The catalog says why optimizer 'adamaks' is missing. "
                        + "'nvae parts optimizer' lists what is installed.");
    }

    @Test
    void aPartOfTheWrongKind() {
        assertThat(desk.refused(Desk.BASE.replace("optimizer: adamax", "optimizer: spectral")))
                .containsExactly("study.yaml:13:14: optimizer takes a part of the kind 'optimizer', but 'spectral' is of the kind "
                        + "'regularizer'. Choose from: adamax.");
    }

    @Test
    void aPartThatIsUsedAtFourPlacesIsToldOnce() {
        assertThat(desk.refused(Desk.BASE.replace("&regular {cell: regular", "&regular {cell: regulr")))
                .containsExactly("study.yaml:7:35: model.cells.preprocess.cell: The catalog says why cell 'regulr' is missing. "
                        + "'nvae parts cell' lists what is installed.");
    }

    @Test
    void anUnknownOptionOfAPart() {
        assertThat(desk.refused(Desk.BASE.replace("expansion: 6", "expansoin: 6")))
                .containsExactly("study.yaml:9:52: unknown key 'expansoin' in model.cells.decoder.cell. Did you mean 'expansion'? "
                        + "See 'nvae describe cell separable'.");
    }

    @Test
    void anOptionOfAPartOutOfRange() {
        assertThat(desk.refused(Desk.BASE.replace("expansion: 6", "expansion: 13")))
                .containsExactly("study.yaml:9:63: model.cells.decoder.cell.expansion is 13, above its maximum 12. Write a number "
                        + "from 1 up to 12.");
    }

    @Test
    void anOptionThatMustBeGiven() {
        assertThat(desk.refused(Desk.BASE.replace("dataset: toy", "dataset: idx")))
                .containsExactly("study.yaml:11:12: dataset.folder is missing and has no default. Set dataset.folder: the folder of "
                        + "the files.");
    }

    @Test
    void optionsWithoutAName() {
        assertThat(desk.refused(Desk.BASE.replace("adamax", "{weightDecay: 0.1}").replace("toy", "[toy]")))
                .containsExactly(
                        "study.yaml:11:12: dataset must name a part of the kind 'dataset', not be a list. Choose from: idx, toy.",
                        "study.yaml:13:14: optimizer has options but no name. Choose a name from: adamax.");
    }

    @Test
    void slotsThatAreLeftOpen() {
        assertThat(desk.refused("study: x\nbase:\n  model: {likelihood: bernoulli}\n"))
                .contains(
                        "study.yaml:3:10: model.family is missing: it names the family. Set model.family to one of: normal, "
                                + "residual-normal.",
                        "study.yaml:3:10: model.cells.encoder.gate is missing: it names the gate. "
                                + "Set model.cells.encoder.gate to one of: none, squeeze-excite.",
                        "study.yaml:3:3: dataset is missing: it names the dataset. Set dataset to one of: idx, toy.")
                .hasSize(19);
    }

    @Test
    void flowsWithoutAFlow() {
        assertThat(desk.refused(Desk.BASE, "model.flowsPerGroup=2"))
                .containsExactly("--set model.flowsPerGroup=2: model.flow is missing: it names the flow. Set model.flow to one of: "
                        + "autoregressive.");
    }

    @Test
    void aSetOfPartsWithSomethingElse() {
        assertThat(desk.refused(with("trackers: {csv: , cvs: {}}").replace("spectral: {coefficient: 0.1}", "spectral: 0.1")))
                .containsExactly(
                        "study.yaml:12:28: regularizers.spectral must be a mapping of its options or false, not the number 0.1. "
                                + "Write {} for the defaults, or false to switch it off.",
                        "study.yaml:14:18: trackers.csv must be a mapping of its options or false, not nothing. "
                                + "Write {} for the defaults, or false to switch it off.",
                        "study.yaml:14:21: trackers.cvs: The catalog says why tracker 'cvs' is missing. 'nvae parts tracker' lists "
                                + "what is installed.");
    }

    @Test
    void aSectionThatIsNotInstalled() {
        assertThat(desk.with(new FakeCatalog()).refused(Desk.BASE))
                .hasSize(1)
                .first()
                .isEqualTo("study.yaml: the workbench's own section 'model' is not usable: The catalog says why section 'model' is "
                        + "missing. "
                        + "Build the workbench again.");
    }

    @Test
    void aDatasetThatCannotBeRead() {
        DataDigests broken = dataset -> {
            throw new java.nio.file.NoSuchFileException("train-images.gz");
        };
        assertThat(desk.with(broken).refused(Desk.BASE))
                .containsExactly("study.yaml:11:12: the dataset cannot be read: train-images.gz. "
                        + "Correct the dataset's options, or put the file in its place.");
    }

    @Test
    void aDatasetThatRefusesItsOptionsInItsOwnWay() {
        DataDigests glob = dataset -> String.valueOf(java.nio.file.FileSystems.getDefault().getPathMatcher("glob:[batch"));
        assertThat(desk.with(glob).refused(Desk.BASE)).singleElement().asString()
                .startsWith("study.yaml:11:12: the dataset cannot be read: Missing '] near").doesNotContain("\n");
    }
}
