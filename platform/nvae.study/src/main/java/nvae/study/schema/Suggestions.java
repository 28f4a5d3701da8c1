package nvae.study.schema;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import nvae.study.catalog.OptionDescription;
import nvae.study.catalog.PartCatalog;
import nvae.study.catalog.PartDescription;

/** What a person could mean to set: {@code path=value} where the values are few, {@code path=} where they are not. */
public final class Suggestions {
    private static final String IS = "=";

    private final PartCatalog catalog;
    private final Set<String> settings = new LinkedHashSet<>();

    private Suggestions(PartCatalog catalog) {
        this.catalog = catalog;
    }

    /** For the parts that are installed, the sections' options first. */
    public static List<String> of(PartCatalog catalog) {
        Suggestions suggestions = new Suggestions(catalog);
        for (String section : Slots.SECTIONS) {
            catalog.find(PartCatalog.SECTION, section).ifPresent(part -> suggestions.options(section, part));
        }
        Slots.PARTS.forEach(suggestions::slot);
        Slots.SETS.forEach(suggestions::set);
        return List.copyOf(suggestions.settings);
    }

    private void options(String path, PartDescription part) {
        for (OptionDescription option : part.options()) {
            String at = path + "." + option.name() + IS;
            if (option.type() == OptionDescription.Type.BOOLEAN) {
                settings.addAll(List.of(at + true, at + false));
            } else if (option.choices().isEmpty()) {
                settings.add(at);
            } else {
                option.choices().forEach(choice -> settings.add(at + choice));
            }
        }
    }

    private void slot(String path, String kind) {
        catalog.parts(kind).forEach(part -> settings.add(path + IS + part.name()));
    }

    private void set(String path, String kind) {
        for (PartDescription part : catalog.parts(kind)) {
            settings.add(path + "." + part.name() + IS + false);
            options(path + "." + part.name(), part);
        }
    }
}
