package nvae.host.internal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nvae.host.LivePage;
import nvae.host.LivePages;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.util.tracker.ServiceTracker;

/** Installs the distribution's {@code web} folder: the HTTP service and the page itself. */
@Component
public final class OnDemandLivePages implements LivePages {
    private static final long PATIENCE_MILLIS = 20_000;

    private final BundleContext context;
    private final Path bundles;
    private boolean started;

    @Activate
    public OnDemandLivePages(BundleContext context) {
        this.context = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        this.bundles = HostSettings.of(context).home().resolve("web");
    }

    @Override
    public synchronized LivePage start(int port) {
        if (!started) {
            // Felix HTTP reads these when it starts; its defaults are port 8080 on every interface.
            System.setProperty("org.apache.felix.http.host", "127.0.0.1");
            System.setProperty("org.osgi.service.http.port", String.valueOf(port));
            install();
            started = true;
        }
        ServiceTracker<LivePage, LivePage> tracker = new ServiceTracker<>(context, LivePage.class, null);
        tracker.open();
        try {
            LivePage page = tracker.waitForService(PATIENCE_MILLIS);
            if (page == null) {
                throw new IllegalStateException("The live page did not come up within " + PATIENCE_MILLIS / 1000
                        + " s. Is port " + port + " taken? Choose another with --port, or leave it out.");
            }
            return page;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        } finally {
            tracker.close();
        }
    }

    private void install() {
        try (DirectoryStream<Path> jars = Files.newDirectoryStream(bundles, "*.jar")) {
            List<Bundle> installed = new ArrayList<>();
            for (Path jar : jars) {
                installed.add(context.installBundle("reference:" + jar.toUri()));
            }
            for (Bundle bundle : installed) {
                bundle.start();
            }
        } catch (IOException e) {
            throw new IllegalStateException("The live page is not part of this workbench: cannot read " + bundles + ". Build it again.", e);
        } catch (BundleException e) {
            throw new IllegalStateException("The live page does not start: " + e.getMessage(), e);
        }
    }
}
