package nvae.parity;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Block;
import ai.djl.nn.Parameter;
import ai.djl.training.GradientCollector;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;

/**
 * Compares a block with a golden case: the evaluation output, the training output, the gradients of the sum of R y over outputs y for inputs and parameters, and
 * the parameters and statistics afterwards. A block's parameters are matched with the case's {@code param.} arrays, and its untrained ones
 * with the {@code buf.} arrays, in order.
 */
final class BlockCheck {
    private static final String STARTED = "started";
    private static final String COTANGENT = "R.";

    private final GoldenCase golden;
    private final NDManager manager;
    private final Verdict verdict;

    BlockCheck(GoldenCase golden, NDManager manager, Verdict verdict) {
        this.golden = golden;
        this.manager = manager;
        this.verdict = verdict;
    }

    void check(Block block) {
        NDList inputs = new NDList();
        golden.startingWith("in.").forEach(input -> inputs.add(input.in(manager)));
        block.initialize(manager, DataType.FLOAT32, inputs.getShapes());
        List<Parameter> trained = parameters(block, true);
        List<Parameter> untrained = parameters(block, false);
        set(trained, "param.");
        set(untrained, "buf.");

        ParameterStore store = new ParameterStore(manager, false);
        if (golden.has("eval.y")) {
            verdict.expect("eval.y", block.forward(store, inputs, false).singletonOrThrow());
        }
        inputs.forEach(input -> input.setRequiresGradient(true));
        List<GoldenArray> cotangents = golden.startingWith(COTANGENT);
        NDList outputs;
        try (GradientCollector collector = Engine.getInstance().newGradientCollector()) {
            outputs = block.forward(store, inputs, true);
            NDArray loss = manager.create(0f);
            for (int i = 0; i < outputs.size(); i++) {
                loss = loss.add(outputs.get(i).mul(cotangents.get(i).in(manager)).sum());
            }
            collector.backward(loss);
        }
        for (int i = 0; i < outputs.size(); i++) {
            verdict.expect("out." + cotangents.get(i).name().substring(COTANGENT.length()), outputs.get(i));
        }
        expectGradients("grad.in.", inputs);
        expectGradients("grad.param.", arrays(trained));
        expectAfter("param_after.", "param.", trained);
        expectAfter("buf_after.", "buf.", untrained);
    }

    private static List<Parameter> parameters(Block block, boolean trained) {
        return block.getParameters().values().stream()
                .filter(parameter -> parameter.requiresGradient() == trained && !parameter.getName().equals(STARTED))
                .toList();
    }

    private static NDList arrays(List<Parameter> parameters) {
        NDList arrays = new NDList();
        parameters.forEach(parameter -> arrays.add(parameter.getArray()));
        return arrays;
    }

    private void set(List<Parameter> parameters, String prefix) {
        List<GoldenArray> values = golden.startingWith(prefix);
        List<Shape> expected = values.stream().map(GoldenArray::shape).toList();
        List<Shape> actual = parameters.stream().map(Parameter::getShape).toList();
        if (!expected.equals(actual)) {
            throw new AssertionError(golden + ": the block's " + prefix + " shapes " + actual + " are not the golden " + expected);
        }
        for (int i = 0; i < values.size(); i++) {
            parameters.get(i).getArray().set(values.get(i).values());
        }
    }

    private void expectGradients(String prefix, NDList arrays) {
        List<GoldenArray> expected = golden.startingWith(prefix);
        for (int i = 0; i < expected.size(); i++) {
            verdict.expect(expected.get(i).name(), arrays.get(i).getGradient());
        }
    }

    /** Some cases record only the arrays that changed: each is found by its place among the arrays before. */
    private void expectAfter(String after, String before, List<Parameter> parameters) {
        List<String> names = new ArrayList<>();
        golden.startingWith(before).forEach(array -> names.add(array.name().substring(before.length())));
        for (GoldenArray expected : golden.startingWith(after)) {
            int place = names.indexOf(expected.name().substring(after.length()));
            verdict.expect(expected.name(), parameters.get(place).getArray());
        }
    }
}
