package nvae.host.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.OptionDescription.Type;
import org.apache.felix.metatype.AD;
import org.apache.felix.metatype.Designate;
import org.apache.felix.metatype.MetaData;
import org.apache.felix.metatype.MetaDataReader;
import org.apache.felix.metatype.OCD;
import org.osgi.framework.Bundle;
import org.osgi.service.metatype.AttributeDefinition;

/**
 * The Metatype definitions in a bundle. They are read with Felix's own reader, because {@code MetaTypeService} keeps the bounds of an
 * attribute to itself.
 */
final class OptionDefinitions {
    private static final String FOLDER = "OSGI-INF/metatype";

    private OptionDefinitions() {}

    /** The definition that is designated for a component; empty if it has none. */
    static Optional<OCD> of(Bundle bundle, String component) {
        for (URL file : files(bundle)) {
            MetaData metadata = read(file);
            for (Designate designate : elements(metadata.getDesignates(), Designate.class)) {
                if (component.equals(designate.getPid()) || component.equals(designate.getFactoryPid())) {
                    return Optional.of((OCD) metadata.getObjectClassDefinitions().get(designate.getObject().getOcdRef()));
                }
            }
        }
        return Optional.empty();
    }

    /** Its options, in the order of the definition. */
    static List<OptionDescription> options(OCD definition) {
        Map<?, ?> attributes = definition.getAttributeDefinitions();
        return attributes == null
                ? List.of()
                : elements(attributes.values(), AD.class).stream().map(OptionDefinitions::describe).toList();
    }

    private static OptionDescription describe(AD attribute) {
        Type type = type(attribute);
        return new OptionDescription(
                attribute.getID(),
                type,
                attribute.getCardinality() != 0,
                values(attribute.getDefaultValue()).stream().map(text -> parse(type, text)).toList(),
                bound(attribute.getMin()),
                bound(attribute.getMax()),
                values(attribute.getOptionValues()),
                attribute.getDescription() == null ? "" : attribute.getDescription());
    }

    private static Type type(AD attribute) {
        return switch (attribute.getType()) {
            case AttributeDefinition.BOOLEAN -> Type.BOOLEAN;
            case AttributeDefinition.BYTE, AttributeDefinition.SHORT, AttributeDefinition.INTEGER, AttributeDefinition.LONG ->
                Type.INTEGER;
            case AttributeDefinition.FLOAT, AttributeDefinition.DOUBLE -> Type.NUMBER;
            default -> Type.STRING;
        };
    }

    /** A default as a manifest's reader would read it: whole numbers are integers where they fit. */
    private static Object parse(Type type, String text) {
        return switch (type) {
            case BOOLEAN -> Boolean.valueOf(text);
            case NUMBER -> Double.valueOf(text);
            case STRING -> text;
            case INTEGER -> {
                long value = Long.parseLong(text);
                yield value == (int) value ? (Object) (int) value : (Object) value;
            }
        };
    }

    private static Double bound(String text) {
        return text == null || text.isEmpty() ? null : Double.valueOf(text);
    }

    private static List<String> values(String[] values) {
        return values == null ? List.of() : List.of(values);
    }

    private static List<URL> files(Bundle bundle) {
        var found = bundle.findEntries(FOLDER, "*.xml", false);
        return found == null ? List.of() : Collections.list(found);
    }

    private static MetaData read(URL file) {
        try {
            return new MetaDataReader().parse(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Felix's reader was written before generics. */
    private static <T> List<T> elements(Collection<?> raw, Class<T> type) {
        return raw == null ? List.of() : raw.stream().map(type::cast).toList();
    }
}
