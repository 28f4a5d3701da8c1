package nvae.worker;

import ai.djl.Device;
import ai.djl.engine.Engine;
import java.util.Map;

/** Where a trial computes. */
final class ComputeDevice {
    private static final Map<String, String> ENGINES = Map.of("mxnet", "MXNet", "pytorch", "PyTorch", "onnxruntime", "OnnxRuntime");

    private ComputeDevice() {}

    /**
     * The engine that a configuration names.
     *
     * @throws IllegalArgumentException if this process has no such engine
     */
    static Engine engine(String name) {
        String inDjl = ENGINES.get(name);
        if (inDjl == null || !Engine.hasEngine(inDjl)) {
            throw new IllegalArgumentException("engine: '%s' is not here; this worker has %s".formatted(name, Engine.getAllEngines()));
        }
        return Engine.getEngine(inDjl);
    }

    /**
     * The device for {@code auto}, {@code cpu} or {@code gpu}. A worker sees only the GPU of its slot, so it takes the first.
     *
     * @throws IllegalArgumentException if a GPU is wanted and the engine has none
     */
    static Device of(String wanted, Engine engine) {
        int gpus = engine.getGpuCount();
        return switch (wanted) {
            case "cpu" -> Device.cpu();
            case "gpu" -> {
                if (gpus == 0) {
                    throw new IllegalArgumentException(("device: a GPU is wanted, but %s %s finds none. Use slots of the CPU and the device"
                            + " 'auto' or 'cpu'; or install NVIDIA's driver and type `bin/nvae -Dgpu`, once (docs/engines.md)")
                            .formatted(engine.getEngineName(), engine.getVersion()));
                }
                yield Device.gpu(0);
            }
            case "auto" -> gpus > 0 ? Device.gpu(0) : Device.cpu();
            default -> throw new IllegalArgumentException("device: '" + wanted + "' is unknown; auto, cpu and gpu are");
        };
    }
}
