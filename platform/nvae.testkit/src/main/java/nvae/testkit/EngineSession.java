package nvae.testkit;

import nvae.launcher.PyTorchMemory;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Gets the PyTorch engine ready before the first test, as a worker does before its first bundle. JUnit finds it by itself. A plug-in that is
 * tested on MXNet needs nothing of this, and has no launcher on its class path.
 */
public final class EngineSession implements LauncherSessionListener {
    @Override
    public void launcherSessionOpened(LauncherSession session) {
        if (getClass().getResource("/ai/djl/pytorch/engine/PtNDArray.class") != null) {
            PyTorchMemory.own();
        }
    }
}
