package nvae.study.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import nvae.study.ledger.TrialEntry;
import nvae.study.ledger.TrialState;
import nvae.study.report.markup.Markup;

/** Samples and reconstructions of all variants, side by side. */
final class ImagesSection implements Section {
    private final StudyRecord study;
    private final Captions captions;
    private final Map<VariantResult, Picture> samples;
    private final Map<VariantResult, Picture> reconstructions;

    /** An image of one trial. */
    private record Picture(Path file, TrialEntry entry) {}

    /** Where in a trial's folder an image of some kind lies. */
    @FunctionalInterface
    private interface Kind {
        Optional<Path> of(RunRecord run) throws IOException;
    }

    ImagesSection(StudyRecord study, Captions captions) throws IOException {
        this.study = study;
        this.captions = captions;
        samples = pictures(RunRecord::samples);
        reconstructions = pictures(RunRecord::reconstructions);
    }

    /** The first seed that has an image, for each variant. */
    private Map<VariantResult, Picture> pictures(Kind kind) throws IOException {
        Map<VariantResult, Picture> pictures = new LinkedHashMap<>();
        for (VariantResult result : study.results()) {
            for (TrialEntry entry : result.entries()) {
                Optional<Path> file = kind.of(study.run(entry.trial()));
                if (file.isPresent() && !pictures.containsKey(result)) {
                    pictures.put(result, new Picture(file.get(), entry));
                }
            }
        }
        return pictures;
    }

    @Override
    public boolean isEmpty() {
        return samples.isEmpty() && reconstructions.isEmpty();
    }

    @Override
    public String title() {
        return "Samples and reconstructions";
    }

    @Override
    public void write(Markup page) throws IOException {
        gallery(page, samples, "samples", "Samples from the prior. The same noise goes into every variant, so that images at the same place"
                + " correspond.");
        gallery(page, reconstructions, "reconstructions", "Test images, each left of its reconstruction; the same images"
                + " for every variant.");
    }

    private void gallery(Markup page, Map<VariantResult, Picture> pictures, String what, String caption) throws IOException {
        if (pictures.isEmpty()) {
            return;
        }
        page.open("figure").open("div", "class", "gallery");
        for (VariantResult result : study.results()) {
            page.open("div", "class", "picture").element("h3", result.label());
            Picture picture = pictures.get(result);
            if (picture == null) {
                page.element("p", "no " + what, "class", "missing");
            } else {
                image(page, picture, what + " of " + result.label());
            }
            page.close();
        }
        page.close();
        captions.figure(page, caption);
        page.close();
    }

    private static void image(Markup page, Picture picture, String alternative) throws IOException {
        String data = Base64.getEncoder().encodeToString(Files.readAllBytes(picture.file()));
        page.empty("img", "src", "data:image/png;base64," + data, "alt", alternative);
        String unfinished = picture.entry().state() == TrialState.DONE ? "" : ", not finished";
        page.element("p", "seed " + picture.entry().trial().seed() + unfinished, "class", "note");
    }
}
