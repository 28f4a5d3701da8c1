package nvae.study.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import nvae.study.catalog.BundleDigest;
import nvae.study.ledger.TrialEntry;
import nvae.study.manifest.Source;
import nvae.study.report.markup.Markup;
import nvae.study.report.markup.Numbers;

/** Everything that is needed to make the study again, and to know that it is the same. */
final class ProvenanceSection implements Section {
    private final StudyRecord study;
    private final Captions captions;
    private final TrialFacts facts;

    ProvenanceSection(StudyRecord study, Captions captions) throws IOException {
        this.study = study;
        this.captions = captions;
        this.facts = TrialFacts.read(study);
    }

    @Override
    public String title() {
        return "Provenance";
    }

    @Override
    public void write(Markup page) {
        commands(page);
        environment(page);
        differing(page);
        bundles(page);
        manifest(page);
    }

    private void commands(Markup page) {
        page.open("figure");
        captions.table(page, "The command that repeats each row, from its data to its comparison with the base, in a folder of its own.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "pairs").open("tbody");
        for (VariantResult result : study.results()) {
            page.open("tr").element("th", result.label(), "scope", "row").open("td")
                    .element("code", RepeatCommand.of(study.plan(), result.variant()).line("bin/nvae")).close().close();
        }
        page.close().close().close().close();
    }

    /** What host and workers say of themselves, where all trials agree. */
    private void environment(Markup page) {
        Map<String, String> all = new LinkedHashMap<>();
        TrialFacts.flatten("", study.file().provenance(), all);
        facts.common().forEach(all::putIfAbsent);
        if (all.isEmpty()) {
            return;
        }
        page.open("figure");
        captions.table(page, "Where and with what the study ran, the same for all of its trials.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "pairs").open("tbody");
        all.forEach((name, value) -> page.open("tr").element("th", spaced(name), "scope", "row")
                .element("td", value, "class", "value").close());
        page.close().close().close().close();
    }

    private void differing(Markup page) {
        if (facts.differing().isEmpty()) {
            return;
        }
        page.open("figure");
        captions.table(page, "What was not the same for all trials.");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "pairs").open("thead").open("tr");
        page.element("th", "trial", "scope", "col");
        facts.differing().forEach(name -> page.element("th", spaced(name), "scope", "col"));
        page.close().close().open("tbody");
        facts.byTrial().forEach((trial, values) -> {
            page.open("tr").element("th", trial, "scope", "row");
            facts.differing().forEach(name -> page.element("td", values.getOrDefault(name, Numbers.NONE), "class", "value"));
            page.close();
        });
        page.close().close().close().close();
    }

    /** {@code engineVersion} as {@code engine version}. */
    private static String spaced(String name) {
        return name.replaceAll("(?<=[a-z])(?=[A-Z])", " ").toLowerCase(Locale.ROOT);
    }

    private void bundles(Markup page) {
        Set<BundleDigest> bundles = new LinkedHashSet<>();
        for (TrialEntry entry : study.entries()) {
            bundles.addAll(entry.trial().bundles());
        }
        if (bundles.isEmpty()) {
            return;
        }
        page.open("details").element("summary", Numbers.count(bundles.size(), "bundle") + " with digests");
        page.open("div", "class", "scroll", "tabindex", "0").open("table", "class", "pairs").open("thead").open("tr");
        page.element("th", "bundle", "scope", "col").element("th", "version", "scope", "col").element("th", "SHA-256", "scope", "col");
        page.close().close().open("tbody");
        for (BundleDigest bundle : bundles) {
            page.open("tr").element("th", bundle.symbolicName(), "scope", "row").element("td", bundle.version());
            page.element("td", bundle.sha256(), "class", "id").close();
        }
        page.close().close().close().close();
    }

    private void manifest(Markup page) {
        List<Source> sources = new ArrayList<>(List.of(study.plan().manifest()));
        sources.addAll(study.plan().presets());
        for (Source source : sources) {
            page.open("details").element("summary", source.path() + ", SHA-256 " + source.sha256());
            page.element("pre", source.text()).close();
        }
    }
}
