package nvae.web;

import com.google.gson.Gson;
import nvae.testkit.felix.FelixExtension;
import org.slf4j.Logger;

/** A Felix with the page and an HTTP service on any free port, for tests. Tests share the host's own types with it. */
final class LiveFramework {
    private LiveFramework() {}

    static FelixExtension felix() {
        return new FelixExtension()
                .with("org.apache.felix.http.host", "127.0.0.1")
                .with("org.osgi.service.http.port", 0)
                .sharing("nvae.api", "nvae.study", "nvae.host")
                .sharingJarOf(Gson.class)
                .sharingJarOf(Logger.class)
                .installing(
                        "org.osgi.util.function", "org.osgi.util.promise", "org.osgi.service.component", "org.osgi.service.log",
                        "org.apache.felix.scr", "org.apache.felix.http.servlet-api", "org.apache.commons.commons-io",
                        "org.apache.commons.commons-fileupload", "org.apache.felix.http.jetty12", "nvae.web");
    }
}
