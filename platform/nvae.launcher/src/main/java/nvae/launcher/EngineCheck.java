package nvae.launcher;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import com.google.gson.JsonObject;
import java.io.PrintStream;

/** Loads an engine and its natives, adds two numbers on it, and says what it found: one JSON object. A crash is the process's alone. */
final class EngineCheck {
    /** It runs whole networks and adds no numbers: that its natives load is all there is to see. */
    private static final String ONNX = "onnxruntime";
    private static final String ONNX_IN_DJL = "OnnxRuntime";

    private static final float ONE = 1;
    private static final int FAILED = 1;

    private EngineCheck() {}

    /** Checks an engine by the name of its folder, which is that in a manifest if trials can compute with it. */
    static int run(String engine, PrintStream out) {
        String inDjl = engine.equals(ONNX) ? ONNX_IN_DJL : Snapshot.ENGINES.get(engine);
        if (inDjl == null || !Engine.hasEngine(inDjl)) {
            System.err.println("the engine '" + engine + "' is not on the class path; it has " + Engine.getAllEngines());
            return FAILED;
        }
        System.setProperty("ai.djl.default_engine", inDjl);
        Engine loaded = Engine.getEngine(inDjl);
        int gpus = loaded.getGpuCount();
        JsonObject found = new JsonObject();
        found.addProperty("engine", loaded.getEngineName());
        found.addProperty("version", loaded.getVersion());
        found.addProperty("gpus", gpus);
        if (!engine.equals(ONNX)) {
            found.addProperty("sum", sum(gpus > 0 ? Device.gpu(0) : Device.cpu()));
        }
        out.println(found);
        return 0;
    }

    private static float sum(Device device) {
        try (NDManager manager = NDManager.newBaseManager(device); NDArray one = manager.ones(new Shape(1))) {
            return one.add(ONE).getFloat();
        }
    }
}
