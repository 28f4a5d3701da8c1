package nvae.api.part;

import org.osgi.annotation.versioning.ProviderType;

/** The parts that a composition may use: an immutable snapshot, so that a run never changes its parts on the way. */
@ProviderType
public interface Parts {
    /**
     * The part of this kind and name.
     *
     * @param type the kind's interface, e.g. {@code CellType.class}; it has a {@code KIND} constant
     * @param kind the kind, e.g. {@code CellType.KIND}
     * @param name the part's name
     * @throws UnknownPartException if there is none; the message says why and what is near
     */
    <T> T get(Class<T> type, String kind, String name);
}
