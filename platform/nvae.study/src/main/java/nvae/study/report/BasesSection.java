package nvae.study.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;

/** What the studies' bases have otherwise, option by option. */
final class BasesSection implements Section {
    private final List<StudyRecord> studies;
    private final Captions captions;
    private final List<Map<String, String>> bases;

    BasesSection(List<StudyRecord> studies, Captions captions) {
        this.studies = studies;
        this.captions = captions;
        this.bases = studies.stream().map(BasesSection::options).toList();
    }

    @Override
    public String title() {
        return "What the bases have otherwise";
    }

    @Override
    public void write(Markup page) {
        List<String> differing = differing();
        if (differing.isEmpty()) {
            page.element("p", "The bases are configured alike.");
            return;
        }
        page.open("figure");
        captions.table(page, "Options in which the bases differ; all others are the same.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "results bases");
        page.open("thead").open("tr").element("th", "option", "scope", "col");
        ComparisonPage.names(studies).forEach(name -> page.open("th", "scope", "col").breakable(name).close());
        page.close().close().open("tbody");
        for (String path : differing) {
            page.open("tr").open("th", "scope", "row").breakable(path).close();
            bases.forEach(base -> page.element("td", base.getOrDefault(path, Numbers.NONE), "class", "num"));
            page.close();
        }
        page.close().close().close().close();
    }

    private List<String> differing() {
        Set<String> paths = new LinkedHashSet<>();
        bases.forEach(base -> paths.addAll(base.keySet()));
        List<String> differing = new ArrayList<>(paths);
        differing.removeIf(path -> bases.stream().map(base -> base.getOrDefault(path, "")).distinct().count() == 1);
        return differing;
    }

    /** The base's resolved configuration as path to value. */
    private static Map<String, String> options(StudyRecord study) {
        Map<String, String> options = new TreeMap<>();
        study.base().entries().stream().findFirst().ifPresent(entry -> collect("", entry.trial().configuration(), options));
        return options;
    }

    private static void collect(String path, Object value, Map<String, String> options) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            map.forEach((key, child) -> collect(path.isEmpty() ? key.toString() : path + "." + key, child, options));
        } else {
            options.put(path, String.valueOf(value));
        }
    }
}
