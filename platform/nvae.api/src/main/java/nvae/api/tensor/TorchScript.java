package nvae.api.tensor;

import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * PyTorch's operators that DJL does not offer, written as expressions in TorchScript and run by the engine's interpreter. Autograd follows
 * them. An expression is compiled once a process.
 */
final class TorchScript {
    private static final Map<String, Block> COMPILED = new ConcurrentHashMap<>();
    private static final String FOLDER = "expression/";
    private static final String NAMES = "abcdefgh";
    private static final int INDENT = 4;

    /** A module of class {@code __torch__.Expression} whose one attribute is {@code training = True}, as Python pickles it. */
    private static final byte[] MODULE = pickle("\u0080\u0002c__torch__\nExpression\n)\u0081}X\u0008\0\0\0training\u0088sb.");

    private static final byte[] NO_CONSTANTS = pickle("\u0080\u0002).");
    private static final byte[] FORMAT = pickle("3\n");

    private TorchScript() {}

    /**
     * The value of an expression.
     *
     * @param expression in TorchScript's serialized form; the inputs are called a, b, c and so on, and it names them all. Lines before the
     *     last one are statements
     * @return belongs to the first input's manager
     */
    static NDArray evaluate(String expression, NDArray... inputs) {
        NDManager manager = inputs[0].getManager();
        String types = "Tensor ".repeat(inputs.length);
        Block module = COMPILED.computeIfAbsent(expression, code -> load(manager.getEngine(), archive(code, types)));
        // In training mode whatever the caller does: otherwise DJL turns off the recording of gradients, which is the caller's to decide.
        return module.forward(new ParameterStore(manager, false), new NDList(inputs), true).head();
    }

    /**
     * Runs a statement on a whole list of arrays: one call of the engine in place of one an array.
     *
     * @param statement as above; the list is called a, the arrays after it b, c and so on
     * @param list not empty; what happens to it in place is not recorded
     */
    static void run(String statement, NDList list, NDArray... others) {
        Engine engine = list.head().getManager().getEngine();
        String types = "List[Tensor] " + "Tensor ".repeat(others.length);
        Block module = COMPILED.computeIfAbsent(statement, code -> load(engine, archive(code + "\na[0]", types)));
        try {
            ClassLoader classes = engine.getClass().getClassLoader();
            Class<?> value = Class.forName("ai.djl.pytorch.jni.IValue", true, classes);
            Class<?> array = list.head().getClass();
            Object[] arrays = list.toArray((Object[]) Array.newInstance(array, 0));
            List<AutoCloseable> inputs = new ArrayList<>();
            inputs.add((AutoCloseable) value.getMethod("listFrom", arrays.getClass()).invoke(null, (Object) arrays));
            for (NDArray other : others) {
                inputs.add((AutoCloseable) value.getMethod("from", array).invoke(null, other));
            }
            Object[] values = inputs.toArray((Object[]) Array.newInstance(value, 0));
            Class<?> functions = Class.forName("ai.djl.pytorch.jni.IValueUtils", true, classes);
            Method forward = functions.getMethod("forward", module.getClass(), values.getClass());
            inputs.add((AutoCloseable) forward.invoke(null, module, values));
            for (AutoCloseable used : inputs) {
                used.close();
            }
        } catch (Exception e) {
            throw new IllegalStateException("DJL's PyTorch engine takes no lists of arrays, or the statement failed; this code knows DJL 0.35", e);
        }
    }

    private static Block load(Engine engine, byte[] archive) {
        try {
            Class<?> functions = Class.forName("ai.djl.pytorch.jni.JniUtils", true, engine.getClass().getClassLoader());
            NDManager owner = engine.newBaseManager();
            Method load = functions.getMethod("loadModule", owner.getClass(), InputStream.class, boolean.class, boolean.class);
            return (Block) load.invoke(null, owner, new ByteArrayInputStream(archive), false, false);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("DJL's PyTorch engine takes no TorchScript; this code knows DJL 0.35", e);
        }
    }

    /**
     * The archive that {@code torch.jit.save} would make: files that are stored as they are.
     *
     * @param types of the inputs, a space after each
     */
    private static byte[] archive(String expression, String types) {
        String[] type = types.split(" ");
        String arguments = IntStream.range(0, type.length).mapToObj(i -> NAMES.charAt(i) + ": " + type[i]).collect(Collectors.joining(", "));
        int last = expression.lastIndexOf('\n') + 1;
        String statements = expression.substring(0, last).indent(INDENT);
        String code = """
                class Expression(Module):
                  __parameters__ = []
                  __buffers__ = []
                  training : bool
                  def forward(self: __torch__.Expression, %s) -> Tensor:
                %s    return %s
                """.formatted(arguments, statements, expression.substring(last));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            store(zip, "data.pkl", MODULE);
            store(zip, "code/__torch__.py", code.getBytes(StandardCharsets.UTF_8));
            store(zip, "constants.pkl", NO_CONSTANTS);
            store(zip, "version", FORMAT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void store(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 check = new CRC32();
        check.update(content);
        ZipEntry entry = new ZipEntry(FOLDER + name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(check.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
        zip.closeEntry();
    }

    private static byte[] pickle(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
