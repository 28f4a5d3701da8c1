package nvae.worker;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.function.ToIntBiFunction;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Where the process enters the framework. Its service type is the JDK's own, because the launcher outside the framework shares no other
 * classes with a bundle.
 */
@Component(service = ToIntBiFunction.class, property = "nvae.entry=worker")
public final class WorkerEntry implements ToIntBiFunction<Path, PrintStream> {
    private final BundleContext context;
    private final TrialWorker worker;

    @Activate
    public WorkerEntry(BundleContext context, @Reference TrialWorker worker) {
        this.context = context;
        this.worker = worker;
    }

    @Override
    public int applyAsInt(Path trialJson, PrintStream events) {
        return worker.run(trialJson, new InstalledParts(context), events);
    }
}
