package nvae.training.graph;

import ai.djl.mxnet.engine.MxNDArray;
import ai.djl.mxnet.engine.MxNDManager;
import ai.djl.mxnet.jna.JnaUtils;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import com.sun.jna.ptr.PointerByReference;
import java.nio.IntBuffer;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A recorded computation, or a part of one, as one operator of MXNet, which autograd follows. */
final class Graph implements AutoCloseable {
    private final Pointer operator;

    private Graph(Pointer operator) {
        this.operator = operator;
    }

    static Graph of(Recording recording) {
        String all = IntStream.range(0, recording.variables().size()).mapToObj(String::valueOf).collect(Collectors.joining(", ", "[", "]"));
        // Memory comes and goes as the passes need it. Planned once (static_alloc), the backward pass would keep all that the forward pass has
        // made until its end, and be no faster; nor is planning the operators too (static_shape), or handing them to the engine's threads in
        // bulk.
        String[] keys = {"data_indices", "param_indices", "static_alloc", "static_shape", "forward_bulk_size", "backward_bulk_size"};
        String[] values = {all, "[]", "0", "0", "0", "0"};
        Pointer symbol = JnaUtils.createSymbolFromString(casting(recording.json()));
        try {
            PointerByReference operator = new PointerByReference();
            JnaUtils.checkCall(Recording.MXNET.MXCreateCachedOpEx(symbol, keys.length, keys, values, operator));
            return new Graph(operator.getValue());
        } finally {
            JnaUtils.freeSymbol(symbol);
        }
    }

    /** DJL casts by copying into an array of another type; the record tells of the copy, not of the type. Models are of one type. */
    private static String casting(String json) {
        return json.replace("\"op\": \"_copyto\"", "\"op\": \"Cast\", \"attrs\": {\"dtype\": \"float32\"}");
    }

    /** Runs; the manager owns the outputs. */
    NDList run(NDManager manager, List<NDArray> inputs) {
        return new NDList(JnaUtils.cachedOpInvoke((MxNDManager) manager, operator, inputs.toArray(MxNDArray[]::new)));
    }

    /** Runs into arrays that are there. */
    void run(List<NDArray> inputs, List<NDArray> outputs) {
        try (Memory from = handles(inputs); Memory into = handles(outputs)) {
            PointerByReference given = new PointerByReference(into);
            IntBuffer count = IntBuffer.allocate(1).put(0, outputs.size());
            JnaUtils.checkCall(Recording.MXNET.MXInvokeCachedOp(operator, inputs.size(), from, count, given));
        }
    }

    private static Memory handles(List<NDArray> arrays) {
        return Recording.pointers(arrays.stream().map(array -> ((MxNDArray) array).getHandle()).toArray(Pointer[]::new));
    }

    /** Another handle on an array, that has no part in the record. */
    static NDArray detached(NDArray array, NDManager owner) {
        NDArray handle = array.stopGradient();
        handle.attach(owner);
        return handle;
    }

    @Override
    public void close() {
        JnaUtils.freeCachedOp(operator);
    }
}
