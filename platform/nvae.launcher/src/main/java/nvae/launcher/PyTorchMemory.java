package nvae.launcher;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.index.NDIndex;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.nio.Buffer;
import java.util.function.UnaryOperator;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Lets arrays of DJL's PyTorch engine own their memory.
 *
 * <p>DJL 0.35 puts an array of Java numbers on top of a Java buffer, which the garbage collector frees once the array is closed. Every
 * {@code x.mul(2)} makes and closes such an array, but PyTorch keeps it for the backward pass, where it multiplies the gradient: if the
 * collector runs between the two passes, the gradient is garbage, and nothing says so. Setting an array's values swaps its memory in the
 * same way. Here the two methods of DJL's that do so are changed, before their classes are loaded, to copy into memory of PyTorch's own.
 */
public final class PyTorchMemory {
    private static final String ENGINE = "ai.djl.pytorch.engine.";
    private static final String ARRAY = "ai/djl/pytorch/engine/PtNDArray";
    private static final String THIS = Type.getInternalName(PyTorchMemory.class);

    private static boolean owned;

    private PyTorchMemory() {}

    /**
     * Makes the change, once a process; does nothing where there is no PyTorch engine.
     *
     * @throws IllegalStateException if the engine has been used already, or is none that this code knows
     */
    public static synchronized void own() {
        if (owned || Engine.class.getResource('/' + ARRAY + ".class") == null) {
            return;
        }
        change("PtNDArray", "set", "(Ljava/nio/Buffer;)V", PyTorchMemory::filling);
        change("PtNDManager", "create", "(Ljava/nio/Buffer;Lai/djl/ndarray/types/Shape;Lai/djl/ndarray/types/DataType;)L" + ARRAY + ";",
                CopyOfResult::new);
        owned = true;
    }

    /** Called in place of an array's method {@code set}. The detached handle may be written to while gradients are recorded. */
    public static void fill(NDArray array, Buffer values) {
        try (NDArray source = array.getManager().create(values, array.getShape(), array.getDataType());
                NDArray target = array.stopGradient()) {
            target.set(new NDIndex("..."), source);
        }
    }

    /** Called on what a manager's method {@code create} is about to return: a copy that the engine allocated. */
    public static NDArray owned(NDArray shared) {
        NDArray copy = shared.duplicate();
        shared.close();
        return copy;
    }

    private static void change(String className, String method, String type, UnaryOperator<MethodVisitor> change) {
        try (InputStream original = Engine.class.getResourceAsStream('/' + (ENGINE + className).replace('.', '/') + ".class")) {
            ClassReader reader = new ClassReader(original);
            ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
            OneMethod changes = new OneMethod(writer, method + type, change);
            reader.accept(changes, 0);
            if (!changes.found) {
                throw new IllegalStateException("DJL's PyTorch engine has no " + className + '.' + method + type + "; this code knows DJL 0.35");
            }
            Class<?> neighbour = Class.forName(ENGINE + "PtEngineProvider", false, Engine.class.getClassLoader());
            MethodHandles.privateLookupIn(neighbour, MethodHandles.lookup()).defineClass(writer.toByteArray());
        } catch (ReflectiveOperationException | LinkageError e) {
            throw new IllegalStateException("DJL's " + className + " cannot be changed any more: it has been used in this process", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives one method of a class to a visitor. */
    private static final class OneMethod extends ClassVisitor {
        private final String wanted;
        private final UnaryOperator<MethodVisitor> change;
        private boolean found;

        OneMethod(ClassVisitor next, String wanted, UnaryOperator<MethodVisitor> change) {
            super(Opcodes.ASM9, next);
            this.wanted = wanted;
            this.change = change;
        }

        @Override
        public MethodVisitor visitMethod(int access, String name, String type, String signature, String[] exceptions) {
            MethodVisitor method = super.visitMethod(access, name, type, signature, exceptions);
            boolean wantsThis = wanted.equals(name + type);
            found |= wantsThis;
            return wantsThis ? change.apply(method) : method;
        }
    }

    /** Writes a body that calls {@link #fill}, and drops the original one. */
    private static MethodVisitor filling(MethodVisitor method) {
        method.visitCode();
        method.visitVarInsn(Opcodes.ALOAD, 0);
        method.visitVarInsn(Opcodes.ALOAD, 1);
        method.visitMethodInsn(Opcodes.INVOKESTATIC, THIS, "fill", "(" + Type.getDescriptor(NDArray.class) + "Ljava/nio/Buffer;)V", false);
        method.visitInsn(Opcodes.RETURN);
        method.visitMaxs(0, 0);
        method.visitEnd();
        return null;
    }

    /** The original body with {@link #owned} around what it returns. */
    private static final class CopyOfResult extends MethodVisitor {
        CopyOfResult(MethodVisitor original) {
            super(Opcodes.ASM9, original);
        }

        @Override
        public void visitInsn(int instruction) {
            if (instruction == Opcodes.ARETURN) {
                String array = Type.getDescriptor(NDArray.class);
                visitMethodInsn(Opcodes.INVOKESTATIC, THIS, "owned", "(" + array + ")" + array, false);
                visitTypeInsn(Opcodes.CHECKCAST, ARRAY);
            }
            super.visitInsn(instruction);
        }
    }
}
