package nvae.api.tensor;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * The type in which convolutions compute (mixed precision; Micikevicius et al., 2018). Weights stay float32 and are rounded for the
 * convolution alone; its result is float32 again, and so is everything else. Grouped convolutions stay float32: they gain nothing.
 */
public enum Precision {
    /** 32 bits all along. */
    FLOAT32(DataType.FLOAT32),
    /** 16 bits with float32's range and 8 bits of precision. */
    BFLOAT16(DataType.BFLOAT16),
    /** 16 bits with 11 bits of precision; what is below 6e-8 becomes 0, which is why losses are scaled. */
    FLOAT16(DataType.FLOAT16);

    private static final String SLOWLY = "nvae.precision.slowly";
    private static final Path PROCESSOR = Path.of("/proc/cpuinfo");
    private static final List<String> BFLOAT16_INSTRUCTIONS = List.of("avx512_bf16", "amx_bf16");
    private static final ThreadLocal<Precision> CURRENT = ThreadLocal.withInitial(() -> FLOAT32);

    private final DataType type;

    Precision(DataType type) {
        this.type = type;
    }

    /** The precision of this thread's convolutions. */
    public static Precision current() {
        return CURRENT.get();
    }

    /**
     * The precision that a manifest names in lower case.
     *
     * @throws IllegalArgumentException if there is none of this name
     */
    public static Precision named(String name) {
        return Arrays.stream(values())
                .filter(precision -> precision.name().toLowerCase(Locale.ROOT).equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("'" + name + "' is unknown; float32, bfloat16 and float16 are"));
    }

    /** Convolutions of this thread compute so until the result is closed. */
    public InUse use() {
        Precision before = CURRENT.get();
        CURRENT.set(this);
        return () -> CURRENT.set(before);
    }

    /**
     * Makes sure that a device computes so, and faster than in float32. With the system property {@value #SLOWLY}, as tests set it, that it
     * computes so is enough: PyTorch has float16 on CPUs, many times slower than float32.
     *
     * @throws IllegalArgumentException if it does not; the message says what to use
     */
    public void requireOn(NDManager manager) {
        boolean cpu = manager.getDevice().getDeviceType().equals(Device.Type.CPU);
        String engine = manager.getEngine().getEngineName();
        if (engine.equals("PyTorch") && Boolean.getBoolean(SLOWLY)) {
            return;
        }
        if (this == FLOAT16 && cpu) {
            throw new IllegalArgumentException("float16 needs a GPU, but this is a CPU; use "
                    + (computesInBfloat16() ? "bfloat16 or float32" : "float32"));
        }
        if (this == BFLOAT16 && cpu && !computesInBfloat16()) {
            throw new IllegalArgumentException("bfloat16 needs a processor with avx512_bf16 or amx_bf16, and this one has neither; use float32");
        }
        if (this == BFLOAT16 && !cpu && engine.equals("MXNet")) {
            throw new IllegalArgumentException("bfloat16 is not for " + engine + " on a GPU; use float16 or float32");
        }
    }

    private static boolean computesInBfloat16() {
        try {
            return Files.readAllLines(PROCESSOR).stream()
                    .filter(line -> line.startsWith("flags"))
                    .anyMatch(line -> BFLOAT16_INSTRUCTIONS.stream().anyMatch(List.of(line.split("\\s+"))::contains));
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Runs a convolution in this precision.
     *
     * @param fixed whether the weight is for {@link Kernels#convolutionWithFixed}
     */
    NDArray convolution(
            Kernels kernels, NDArray x, NDArray weight, boolean fixed, NDArray bias, int stride, int padding, int dilation, int groups) {
        if (this == FLOAT32 || groups > 1) {
            return fixed
                    ? kernels.convolutionWithFixed(x, weight, bias, stride, padding, dilation, groups)
                    : kernels.convolution(x, weight, bias, stride, padding, dilation, groups);
        }
        NDArray rounded = bias == null ? null : kernels.cast(bias, type);
        NDArray y = kernels.convolutionWithFixed(
                kernels.cast(x, type), kernels.cast(weight, type), rounded, stride, padding, dilation, groups);
        return kernels.cast(y, DataType.FLOAT32);
    }

    /** While it is open, a precision is used. */
    @FunctionalInterface
    public interface InUse extends AutoCloseable {
        @Override
        void close();
    }
}
