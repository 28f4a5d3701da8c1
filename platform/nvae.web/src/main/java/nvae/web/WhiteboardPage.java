package nvae.web;

import jakarta.servlet.Filter;
import jakarta.servlet.Servlet;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.host.LivePage;
import nvae.study.run.RunControl;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.servlet.runtime.HttpServiceRuntime;

/** Serves the page through the HTTP Whiteboard: servlets and a filter are services, and whatever HTTP service is there picks them up. */
@Component
public final class WhiteboardPage implements LivePage {
    private static final Duration PERIOD = Duration.ofSeconds(1);

    private final BundleContext context;
    private final int port;

    @Activate
    public WhiteboardPage(BundleContext context, @Reference(service = HttpServiceRuntime.class) Map<String, Object> http) {
        this.context = context;
        this.port = port(http.get("osgi.http.endpoint"));
    }

    @Override
    public Open open(Path study, Optional<RunControl> control) throws IOException {
        StudyWatch watch = new StudyWatch(study, control, PERIOD);
        Gate gate = new Gate();
        List<ServiceRegistration<?>> services = new ArrayList<>();
        services.add(context.registerService(Filter.class, gate, properties("filter.pattern", "/*")));
        services.add(context.registerService(Servlet.class, new PageServlet(), properties("servlet.pattern", "/*")));
        services.add(context.registerService(Servlet.class, new ApiServlet(watch), properties("servlet.pattern", "/api/*")));
        services.add(context.registerService(Servlet.class, new EventsServlet(watch), properties("servlet.pattern", "/events")));
        return new Registered(URI.create("http://127.0.0.1:" + port + "/?token=" + gate.token()), watch, services);
    }

    private record Registered(URI address, StudyWatch watch, List<ServiceRegistration<?>> services) implements Open {
        @Override
        public void close() {
            watch.close();
            // The gate was registered first and goes last.
            Collections.reverse(services);
            services.forEach(ServiceRegistration::unregister);
        }
    }

    private static Hashtable<String, Object> properties(String kind, String pattern) {
        return new Hashtable<>(Map.of("osgi.http.whiteboard." + kind, pattern));
    }

    /** The HTTP service tells its addresses, {@code http://127.0.0.1:43567/}; the port may have been any that was free. */
    private static int port(Object endpoints) {
        Object first = endpoints instanceof String[] several ? several[0] : endpoints instanceof List<?> list ? list.get(0) : endpoints;
        return URI.create(String.valueOf(first)).getPort();
    }
}
