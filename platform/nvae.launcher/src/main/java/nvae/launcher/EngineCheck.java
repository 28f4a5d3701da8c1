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
    private static final float ONE = 1;
    private static final int FAILED = 1;

    private EngineCheck() {}

    /** Checks the engine that a manifest would name. */
    static int run(String engine, PrintStream out) {
        String inDjl = Snapshot.ENGINES.get(engine);
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
        found.addProperty("sum", sum(gpus > 0 ? Device.gpu(0) : Device.cpu()));
        out.println(found);
        return 0;
    }

    private static float sum(Device device) {
        try (NDManager manager = NDManager.newBaseManager(device); NDArray one = manager.ones(new Shape(1))) {
            return one.add(ONE).getFloat();
        }
    }
}
