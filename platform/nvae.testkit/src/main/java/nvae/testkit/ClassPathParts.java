package nvae.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.Manifest;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import nvae.api.part.Part;
import nvae.api.part.Parts;
import nvae.api.part.UnknownPartException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * The parts of every bundle on the test's class path, found the way the framework finds them: by the component descriptions that each
 * bundle's manifest names. A test adds a bundle as a dependency, and its parts are there.
 */
public final class ClassPathParts implements Parts {
    private final Map<String, Class<?>> classes = new HashMap<>();

    /** The parts that this class's loader can see. */
    public ClassPathParts() {
        try {
            for (URL manifest : Collections.list(loader().getResources("META-INF/MANIFEST.MF"))) {
                for (String description : descriptions(manifest)) {
                    add(new URL(manifest, "../" + description));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T get(Class<T> type, String kind, String name) {
        Class<?> found = classes.get(key(kind, name));
        if (found == null) {
            throw new UnknownPartException("no " + kind + " '" + name + "' on the class path; there are " + new TreeSet<>(classes.keySet()));
        }
        try {
            return type.cast(found.getDeclaredConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a part needs a public constructor without arguments: " + found, e);
        }
    }

    private void add(URL description) throws IOException {
        Element component = parse(description).getDocumentElement();
        String kind = property(component, Part.KIND_PROPERTY);
        String name = property(component, Part.NAME_PROPERTY);
        if (kind != null && name != null) {
            Element implementation = (Element) component.getElementsByTagName("implementation").item(0);
            classes.put(key(kind, name), load(implementation.getAttribute("class")));
        }
    }

    private static List<String> descriptions(URL manifest) throws IOException {
        try (InputStream in = manifest.openStream()) {
            String header = new Manifest(in).getMainAttributes().getValue("Service-Component");
            return header == null ? List.of() : List.of(header.split("\\s*,\\s*"));
        }
    }

    private static Document parse(URL description) throws IOException {
        try (InputStream in = description.openStream()) {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in);
        } catch (ParserConfigurationException | SAXException e) {
            throw new IOException("cannot read the component description " + description, e);
        }
    }

    private static String property(Element component, String name) {
        NodeList properties = component.getElementsByTagName("property");
        for (int i = 0; i < properties.getLength(); i++) {
            Element property = (Element) properties.item(i);
            if (property.getAttribute("name").equals(name)) {
                return property.getAttribute("value");
            }
        }
        return null;
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name, true, loader());
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("a bundle's component description names a class that it does not have: " + name, e);
        }
    }

    private static ClassLoader loader() {
        return ClassPathParts.class.getClassLoader();
    }

    private static String key(String kind, String name) {
        return kind + "/" + name;
    }
}
