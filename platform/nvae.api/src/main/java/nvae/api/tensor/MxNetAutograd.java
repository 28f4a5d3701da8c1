package nvae.api.tensor;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.util.NativeResource;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.nio.IntBuffer;

/**
 * What MXNet's recorded graph can do and DJL's neutral interface does not offer, though DJL binds the C functions: gradients that take no
 * memory until they come, and a backward pass from several arrays with a given gradient each.
 */
final class MxNetAutograd {
    private static final int OVERWRITE = 1;
    private static volatile MxNetAutograd instance;

    private final Object library;
    private final Class<?> pointer;
    private final Method pointers;
    private final Method backward;
    private final Method mark;
    private final Method create;
    private final Method slice;
    private final Constructor<?> newReference;
    private final Method value;

    private MxNetAutograd(ClassLoader engine) throws ReflectiveOperationException {
        Class<?> bindings = Class.forName("ai.djl.mxnet.jna.JnaUtils", true, engine);
        pointer = Class.forName("com.sun.jna.Pointer", true, engine);
        mark = bindings.getMethod("autogradMarkVariables", int.class, pointer, IntBuffer.class, pointer);
        create = bindings.getMethod("createNdArray", Device.class, Shape.class, DataType.class, int.class, boolean.class);
        Field field = bindings.getDeclaredField("LIB");
        field.setAccessible(true);
        library = field.get(null);
        Class<?> array = Class.forName("ai.djl.mxnet.jna.PointerArray", true, engine);
        pointers = array.getMethod("of", pointer.arrayType());
        pointers.setAccessible(true);
        Class<?> reference = Class.forName("com.sun.jna.ptr.PointerByReference", true, engine);
        backward = field.getType().getMethod(
                "MXAutogradBackwardEx", int.class, array, array, int.class, reference, int.class, int.class, int.class, reference, reference);
        backward.setAccessible(true);
        slice = field.getType().getMethod("MXNDArraySlice64", pointer, long.class, long.class, reference);
        newReference = reference.getConstructor();
        value = reference.getMethod("getValue");
    }

    private static MxNetAutograd of(Engine engine) throws ReflectiveOperationException {
        if (instance == null) {
            instance = new MxNetAutograd(engine.getClass().getClassLoader());
        }
        return instance;
    }

    /**
     * Makes an array a leaf.
     *
     * @param owner of its gradient
     * @return the gradient, which has its memory when something is written into it
     */
    static NDArray requireGradient(NDArray array, NDManager owner) {
        try {
            MxNetAutograd autograd = of(owner.getEngine());
            Shape shape = array.getShape();
            Object handle = autograd.create.invoke(null, array.getDevice(), shape, array.getDataType(), shape.dimension(), true);
            autograd.mark.invoke(null, 1, handle(array), IntBuffer.wrap(new int[] {OVERWRITE}), handle);
            try (NDArray marked = (NDArray) owner.getClass().getMethod("create", autograd.pointer).invoke(owner, handle)) {
                // As an array of its own it may be written to, which MXNet forbids for what belongs to a graph.
                return marked.stopGradient();
            }
        } catch (ReflectiveOperationException e) {
            throw unknownEngine(e);
        }
    }

    /** Makes an array a leaf, whose gradient comes into another of its shape. */
    static void requireGradient(NDArray array, NDArray gradient) {
        try {
            MxNetAutograd autograd = of(array.getManager().getEngine());
            autograd.mark.invoke(null, 1, handle(array), IntBuffer.wrap(new int[] {OVERWRITE}), handle(gradient));
        } catch (ReflectiveOperationException e) {
            throw unknownEngine(e);
        }
    }

    /** Some rows of an array, in its memory. */
    static NDArray view(NDArray array, long begin, long end) {
        try {
            MxNetAutograd autograd = of(array.getManager().getEngine());
            Object reference = autograd.newReference.newInstance();
            int failed = (int) autograd.slice.invoke(autograd.library, handle(array), begin, end, reference);
            if (failed != 0) {
                throw new IllegalStateException("MXNet has no rows %d to %d of an array of shape %s".formatted(begin, end, array.getShape()));
            }
            NDManager manager = array.getManager();
            return (NDArray) manager.getClass().getMethod("create", autograd.pointer).invoke(manager, autograd.value.invoke(reference));
        } catch (ReflectiveOperationException e) {
            throw unknownEngine(e);
        }
    }

    /** Sends gradients back from arrays of the recorded graph, which is dropped. */
    static void backward(NDList arrays, NDList gradients) {
        try {
            MxNetAutograd autograd = of(arrays.head().getManager().getEngine());
            int failed = (int) autograd.backward.invoke(
                    autograd.library, arrays.size(), autograd.handles(arrays), autograd.handles(gradients), 0, null, 0, 0, 1, null, null);
            if (failed != 0) {
                throw new IllegalStateException("MXNet refuses a backward pass with given gradients");
            }
        } catch (ReflectiveOperationException e) {
            throw unknownEngine(e);
        }
    }

    private Object handles(NDList arrays) throws ReflectiveOperationException {
        Object handles = Array.newInstance(pointer, arrays.size());
        for (int i = 0; i < arrays.size(); i++) {
            Array.set(handles, i, handle(arrays.get(i)));
        }
        return pointers.invoke(null, handles);
    }

    private static Object handle(NDArray array) {
        return ((NativeResource<?>) array).getHandle();
    }

    static IllegalStateException unknownEngine(ReflectiveOperationException e) {
        return new IllegalStateException("DJL's MXNet engine is not the one that this code knows, that of DJL 0.35", e);
    }
}
