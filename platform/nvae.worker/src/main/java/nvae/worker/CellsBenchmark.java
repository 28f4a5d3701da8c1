package nvae.worker;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import nvae.api.layer.Chain;
import nvae.api.layer.ParameterStart;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.model.CellConfiguration;
import nvae.model.ModelComposer;
import nvae.model.ModelConfiguration;
import nvae.training.Attachment;
import nvae.training.BlockPass;
import nvae.training.Compiled;
import nvae.training.Composition;
import nvae.training.TrainingSection;

/**
 * Times the residual cells of the encoder and of the decoder, each kind alone: a forward and backward pass through some in a row, loss =
 * mean(y^2), batch norm in training mode, as a graph where training would make one. Arguments: {@code channels}, {@code batch}, {@code size}
 * (pixels of a side), {@code cells} (in a row), {@code steps}, {@code warmUp}.
 *
 * @param training how steps are made
 * @param manager owns the parameters
 */
record CellsBenchmark(TrialSession session, TrainingSection.Options training, NDManager manager) {
    private static final double NANOS_PER_MILLI = 1e6;

    /** What is timed; the names of the report. */
    private record Sizes(int channels, int batch, int size, int cells, int steps, int warmUp) {
        static Sizes of(Arguments arguments) {
            return new Sizes(
                    arguments.number("channels", 32, 1), arguments.number("batch", 32, 1), arguments.number("size", 16, 1),
                    arguments.number("cells", 4, 1), arguments.number("steps", 15, 1), arguments.number("warmUp", 10, 1));
        }

        Shape input() {
            return new Shape(batch, channels, size, size);
        }
    }

    /** One report a kind of cell; milliseconds. */
    List<Map<String, Object>> run(Arguments arguments) {
        Sizes sizes = Sizes.of(arguments);
        ModelConfiguration model = Composition.architecture(session.assignment().configuration());
        ModelComposer composer = new ModelComposer(session.parts());
        return List.of(
                timed(composer, "encoder", model.encoder().normal(), sizes),
                timed(composer, "decoder", model.decoder().normal(), sizes));
    }

    private Map<String, Object> timed(ModelComposer composer, String place, CellConfiguration cell, Sizes sizes) {
        Chain cells = new Chain();
        for (int i = 0; i < sizes.cells(); i++) {
            cells.then("cell", composer.cell(place, cell, sizes.channels()));
        }
        List<Double> millis = new ArrayList<>();
        long processor = 0;
        Compiled compiled;
        try (NDManager model = manager.newSubManager()) {
            ParameterStart.initialize(cells, model, session.assignment().seed(), sizes.input());
            List<NDArray> parameters = cells.getParameters().values().stream().map(Parameter::getArray).toList();
            BlockPass pass = new BlockPass(cells, training, sizes.warmUp() + sizes.steps(), model);
            for (int step = -sizes.warmUp(); step < sizes.steps(); step++) {
                if (step == 0) {
                    processor = Processor.nanos();
                }
                try (Attachment work = Attachment.of(model, parameters)) {
                    NDArray x = Noise.seeded(session.assignment().seed(), step).normal(work.manager(), "x", sizes.input());
                    Tensors.awaitAll(manager);
                    long begin = System.nanoTime();
                    pass.run(x);
                    Tensors.awaitAll(manager);
                    Tensors.forgetGradients(new NDList(parameters.stream().filter(NDArray::hasGradient).map(NDArray::getGradient).toList()));
                    if (step >= 0) {
                        millis.add((System.nanoTime() - begin) / NANOS_PER_MILLI);
                    }
                }
                session.events().alive();
            }
            compiled = pass.compiled();
        }
        Spread spread = Spread.of(millis);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("cell", cell.cell().name());
        report.put("channels", sizes.channels());
        report.put("batch", sizes.batch());
        report.put("size", sizes.size());
        report.put("cells", sizes.cells());
        report.put("median_ms", spread.median());
        report.put("min_ms", spread.quantile(0));
        report.put("mean_cpu_ms", (Processor.nanos() - processor) / NANOS_PER_MILLI / sizes.steps());
        report.put("normalization", cell.normalization().name());
        report.put("compiled", compiled.graph());
        return report;
    }
}
