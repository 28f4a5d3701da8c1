package nvae.host;

import org.osgi.annotation.versioning.ProviderType;

/** The live page on demand: what serves it is installed when it is first asked for, so that no other command pays for it. */
@ProviderType
public interface LivePages {
    /**
     * The live page.
     *
     * @param port where it will listen, on the loopback interface; 0 for any that is free. Only the first call decides.
     * @throws IllegalStateException if its bundles are missing or do not start; the message says what to do
     */
    LivePage start(int port);
}
