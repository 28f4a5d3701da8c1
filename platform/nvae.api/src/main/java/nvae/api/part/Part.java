package nvae.api.part;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.ComponentPropertyType;

/**
 * Names a part. On a Declarative Services component, this one line becomes the service properties {@code nvae.part.kind} and
 * {@code nvae.part.name}, by which the workbench finds the part, and a {@code nvae.part} capability in the bundle's manifest,
 * by which it can tell what a bundle would offer without starting it.
 *
 * <pre>{@code
 * @Component
 * @Part(kind = CellType.KIND, name = "residual-separable")
 * @Designate(ocd = SeparableCell.Options.class)
 * public final class SeparableCell implements CellType { ... }
 * }</pre>
 *
 * A part is found by kind and name, never by service ranking: two bundles that offer one name are an error that names both.
 */
@ComponentPropertyType
@Capability(namespace = Part.NAMESPACE, attribute = {"kind=${#kind}", "name=${#name}"})
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Part {
    /** Namespace of the capability. */
    String NAMESPACE = "nvae.part";

    /** Prefix of the service properties. */
    String PREFIX_ = "nvae.part.";

    /** Service property that holds {@link #kind()}. */
    String KIND_PROPERTY = "nvae.part.kind";

    /** Service property that holds {@link #name()}. */
    String NAME_PROPERTY = "nvae.part.name";

    /** The kind: a {@code KIND} constant of the interface that the part implements. */
    String kind();

    /** The name that a manifest uses: lower case, words joined by hyphens; the field's usual term where there is one. */
    String name();
}
