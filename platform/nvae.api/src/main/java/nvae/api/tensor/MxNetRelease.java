package nvae.api.tensor;

import ai.djl.ndarray.BaseNDManager;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.util.NativeResource;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Arrays are given up as the engine lets one: their memory goes when all that was asked of them has been done. DJL's {@code close()} waits for
 * that, array by array, and meanwhile nobody tells the engine what comes next.
 */
final class MxNetRelease {
    private static volatile MxNetRelease instance;

    private final Field handle;
    private final Field resources;
    private final Method free;

    private MxNetRelease(ClassLoader engine) throws ReflectiveOperationException {
        handle = NativeResource.class.getDeclaredField("handle");
        handle.setAccessible(true);
        resources = BaseNDManager.class.getDeclaredField("resources");
        resources.setAccessible(true);
        Class<?> pointer = Class.forName("com.sun.jna.Pointer", true, engine);
        free = Class.forName("ai.djl.mxnet.jna.JnaUtils", true, engine).getMethod("freeNdArray", pointer);
    }

    private static MxNetRelease of(NDManager manager) throws ReflectiveOperationException {
        if (instance == null) {
            instance = new MxNetRelease(manager.getEngine().getClass().getClassLoader());
        }
        return instance;
    }

    static void free(NDArray array) {
        try {
            of(array.getManager()).give(array);
        } catch (ReflectiveOperationException e) {
            throw MxNetAutograd.unknownEngine(e);
        }
    }

    static void close(NDManager manager) {
        try {
            MxNetRelease release = of(manager);
            for (Object owned : List.copyOf(((Map<?, ?>) release.resources.get(manager)).values())) {
                if (owned instanceof NDArray array) {
                    release.give(array);
                }
            }
            manager.close();
        } catch (ReflectiveOperationException e) {
            throw MxNetAutograd.unknownEngine(e);
        }
    }

    /** Without its handle, closing an array is no more than to leave its manager. */
    private void give(NDArray array) throws ReflectiveOperationException {
        Object given = ((AtomicReference<?>) handle.get(array)).getAndSet(null);
        if (given != null) {
            free.invoke(null, given);
        }
        array.close();
    }
}
