package nvae.api.tensor;

import nvae.launcher.PyTorchMemory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/** Gets the engine ready before the first test, as a worker does before its first bundle. JUnit finds it by itself. */
public final class EngineSession implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        PyTorchMemory.own();
    }
}
