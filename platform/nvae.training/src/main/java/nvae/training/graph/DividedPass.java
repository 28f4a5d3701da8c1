package nvae.training.graph;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.util.PairList;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.api.tensor.Leaf;
import nvae.api.tensor.Noise;
import nvae.api.tensor.Tensors;
import nvae.training.graph.Division.Part;
import nvae.training.graph.Division.Slot;
import nvae.training.graph.Nodes.Entry;

/** A graph in parts: each is one operator of MXNet that autograd follows, and gradients are handed from part to part. */
final class DividedPass implements AutoCloseable {
    private final Division division;
    private final Zeros zeros;
    private final List<Piece> pieces;
    /** What enters, by node. */
    private final Map<Integer, Input> variables;
    /** What enters from outside and is the same array in every run. */
    private final Map<Slot, NDArray> handles = new HashMap<>();
    /** Where gradients come to a parameter from several parts, latest uses first. */
    private final Map<NDArray, List<Entering>> shared = new IdentityHashMap<>();

    private record Piece(Part part, Optional<Graph> graph) {}

    /** A place where gradients come out of a part. */
    private record Entering(Slot slot, Leaf leaf) {}

    /**
     * Makes the operators.
     *
     * @param variables what enters, by node
     * @param owner of what lasts
     */
    DividedPass(Division division, Map<Integer, Input> variables, NDManager owner) {
        this.division = division;
        this.variables = variables;
        zeros = new Zeros(owner);
        pieces = division.parts().stream().map(part -> new Piece(part, part.recording().map(Graph::of))).toList();
        Map<NDArray, List<Slot>> uses = new IdentityHashMap<>();
        for (Piece piece : pieces) {
            for (Slot slot : piece.part().inputs()) {
                if (variables.get(slot.source().node()) instanceof Input.Fixed fixed) {
                    uses.computeIfAbsent(fixed.array(), first -> new ArrayList<>()).add(slot);
                }
            }
        }
        uses.forEach((array, slots) -> slots.forEach(slot -> handles.put(slot, handle(array, slot, slots, owner))));
        shared.values().forEach(places -> places.sort(Comparator.comparing((Entering one) -> one.slot().user()).reversed()));
    }

    /**
     * A part's backward pass drops the record of all that has entered it, so that what enters several parts does so through a handle of its own
     * each; and each of them would write its gradient over the others'.
     */
    private NDArray handle(NDArray array, Slot slot, List<Slot> all, NDManager owner) {
        boolean toParameter = array.hasGradient() && slot.followed();
        if (all.size() == 1 || toParameter && all.stream().filter(Slot::followed).count() == 1) {
            return array;
        }
        NDArray handle = Graph.detached(array, owner);
        if (toParameter) {
            Leaf leaf = Tensors.leaf(handle, owner);
            leaf.expectGradient();
            shared.computeIfAbsent(array, first -> new ArrayList<>()).add(new Entering(slot, leaf));
        }
        return handle;
    }

    /** Goes forward. All that a run makes is freed with the manager of the images, if not sooner. */
    Run run(NDArray images, Noise noise) {
        Run run = new Run(images.getManager());
        variables.forEach((node, input) -> {
            if (!(input instanceof Input.Fixed)) {
                run.values.put(new Entry(node, 0), input.array(images, noise));
            }
        });
        pieces.forEach(run::forward);
        return run;
    }

    @Override
    public void close() {
        pieces.forEach(piece -> piece.graph().ifPresent(Graph::close));
    }

    /** One run. */
    final class Run implements Pass.Run {
        private final NDManager manager;
        private final Map<Entry, NDArray> values = new HashMap<>();
        private final Map<Entry, List<Gradient>> gradients = new HashMap<>();
        private final Deque<Done> done = new ArrayDeque<>();

        /** A part that has run. */
        private record Done(Part part, NDList outputs, List<Entering> entering) {}

        /** What has come back from one use of an array. */
        private record Gradient(int user, NDArray array) {}

        private Run(NDManager manager) {
            this.manager = manager;
        }

        private void forward(Piece piece) {
            Part part = piece.part();
            List<Entering> entering = new ArrayList<>();
            List<NDArray> inputs = part.inputs().stream().map(slot -> input(slot, entering)).toList();
            NDList outputs = piece.graph().map(graph -> graph.run(manager, inputs)).orElseGet(NDList::new);
            for (int i = 0; i < outputs.size(); i++) {
                values.put(part.outputs().get(i), Graph.detached(outputs.get(i), manager));
            }
            part.operations().forEach(operation -> values.put(operation.output(), operation.forward(inputs(operation), zeros)));
            done.push(new Done(part, outputs, entering));
        }

        private NDArray input(Slot slot, List<Entering> entering) {
            NDArray lasting = handles.get(slot);
            if (lasting != null) {
                return lasting;
            }
            NDArray handle = Graph.detached(values.get(slot.source()), manager);
            if (slot.followed() && !variables.containsKey(slot.source().node())) {
                entering.add(new Entering(slot, Tensors.leaf(handle, manager)));
            }
            return handle;
        }

        @Override
        public NDList results() {
            Done last = done.peek();
            return new NDList(division.results().stream().map(result -> last.outputs().get(last.part().outputs().indexOf(result))).toList());
        }

        /** New values of what changes. */
        List<NDArray> changes() {
            return division.changes().stream().map(values::get).toList();
        }

        @Override
        public void backward(GradientCollector collector) {
            arrived(done.pop());
            while (!done.isEmpty()) {
                Done part = done.pop();
                part.part().operations().forEach(operation -> back(operation, collector));
                NDList heads = new NDList();
                NDList headGradients = new NDList();
                for (int i = 0; i < part.outputs().size(); i++) {
                    Entry output = part.part().outputs().get(i);
                    if (gradients.containsKey(output)) {
                        heads.add(part.outputs().get(i));
                        headGradients.add(gradient(output));
                    }
                }
                if (!heads.isEmpty()) {
                    Tensors.backward(collector, heads, headGradients);
                    headGradients.forEach(Tensors::free);
                    arrived(part);
                }
            }
            shared.forEach((parameter, uses) -> {
                NDArray[] found = uses.stream().map(one -> one.leaf().gradient()).toArray(NDArray[]::new);
                NDArray gradient = parameter.getGradient();
                gradient.attach(manager); // a handle of its own, that would stay with what owns the parameter
                manager.invoke("add_n", found, new NDArray[] {gradient}, count(found.length));
            });
        }

        private List<NDArray> inputs(Operation operation) {
            return operation.inputs().stream().map(values::get).toList();
        }

        private void back(Operation operation, GradientCollector collector) {
            if (gradients.containsKey(operation.output())) {
                NDArray gradient = gradient(operation.output());
                List<NDArray> found = operation.backward(gradient, inputs(operation), zeros, collector);
                for (int i = 0; i < found.size(); i++) {
                    add(operation.inputs().get(i), operation.output().node(), found.get(i));
                }
                Tensors.free(gradient);
            }
        }

        /** A part's backward pass is under way: frees what it was for, and takes what it brings. */
        private void arrived(Done part) {
            part.outputs().forEach(Tensors::free);
            part.part().outputs().forEach(output -> Tensors.free(values.remove(output)));
            part.part().operations().forEach(operation -> Tensors.free(values.remove(operation.output())));
            for (Entering one : part.entering()) {
                Tensors.free(one.leaf().array());
                add(one.slot().source(), one.slot().user(), one.leaf().gradient());
            }
        }

        private void add(Entry source, int user, NDArray gradient) {
            gradient.attach(manager);
            gradients.computeIfAbsent(source, first -> new ArrayList<>()).add(new Gradient(user, gradient));
        }

        /** What has come back to an array, summed as MXNet sums it in one graph: latest uses first, by the same operator. */
        private NDArray gradient(Entry source) {
            List<Gradient> found = gradients.remove(source);
            if (found.size() == 1) {
                return found.get(0).array();
            }
            NDList all = new NDList(found.stream().sorted(Comparator.comparingInt(Gradient::user).reversed()).map(Gradient::array).toList());
            NDArray sum = manager.invoke("add_n", all, count(all.size())).head();
            all.forEach(Tensors::free);
            return sum;
        }
    }

    private static PairList<String, Object> count(int arrays) {
        return Operation.parameters("num_args", arrays);
    }
}
