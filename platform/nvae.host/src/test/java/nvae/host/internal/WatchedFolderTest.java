package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nvae.host.PartRegistry;
import nvae.testkit.felix.FelixExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.osgi.framework.AllServiceListener;
import org.osgi.framework.ServiceEvent;

/** Felix File Install and the plug-in folder together, in a running host. */
class WatchedFolderTest {
    @RegisterExtension
    final FelixExtension felix = HostFramework.watched();

    @Test
    void noticesThatAJarIsDroppedAndDeleted() throws Exception {
        Path jar = felix.folder("nvae.plugins").resolve("acme.jar");
        PartRegistry registry = felix.service(PartRegistry.class);

        CountDownLatch came = on(ServiceEvent.REGISTERED);
        TestPlugin.named("acme.cells", "1.0.0").part("cell", "acme").at(jar);
        assertThat(came.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(registry.snapshot().find("cell", "acme")).isPresent();

        CountDownLatch went = on(ServiceEvent.UNREGISTERING);
        Files.delete(jar);
        assertThat(went.await(30, TimeUnit.SECONDS)).isTrue();
        assertThat(registry.snapshot().find("cell", "acme")).isEmpty();
    }

    private CountDownLatch on(int type) throws Exception {
        CountDownLatch happened = new CountDownLatch(1);
        // Of all services: this side does not share the type of a part.
        AllServiceListener listener = event -> {
            if (event.getType() == type) {
                happened.countDown();
            }
        };
        felix.context().addServiceListener(listener, "(nvae.part.name=acme)");
        return happened;
    }
}
