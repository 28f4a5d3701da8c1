package nvae.shell;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.lang.model.SourceVersion;

/**
 * A part that is to be written: its names in manifests and in Java, and how they take the place of a template's.
 *
 * @param kind as in {@code cell}
 * @param name in manifests, as in {@code my-cell}
 * @param javaPackage the bundle's root package, and its name
 */
record NewPart(String kind, String name, String javaPackage) {
    private static final String NAME = "[a-z][a-z0-9]*(-[a-z0-9]+)*";
    private static final int LONGEST_NAME = 40;
    private static final String DEFAULT_GROUP = "my";

    /**
     * A part with these names.
     *
     * @param javaPackage null for one that is made of the kind and the name
     * @throws CommandException if a name cannot be one
     */
    static NewPart of(String kind, String name, String javaPackage) throws CommandException {
        if (!name.matches(NAME) || name.length() > LONGEST_NAME) {
            throw new CommandException("'" + name + "' cannot be a part's name. Use lower-case letters and digits, a letter first, words joined"
                    + " by hyphens, " + LONGEST_NAME + " characters at most: my-" + kind + ".");
        }
        String chosen = javaPackage == null ? DEFAULT_GROUP + "." + kind + "." + name.replace("-", "") : javaPackage;
        if (!SourceVersion.isName(chosen) || !chosen.contains(".") || !chosen.equals(chosen.toLowerCase(Locale.ROOT))) {
            throw new CommandException("'" + chosen + "' cannot be a plug-in's package. Give one of lower-case Java names with dots between"
                    + " them, none of them a word of the language: --package org.example." + kind + ".");
        }
        if (chosen.startsWith("nvae.") || chosen.startsWith("java.")) {
            throw new CommandException("The package '" + chosen + "' is kept for others. Begin it with a name of your own: --package"
                    + " org.example." + kind + ".");
        }
        return new NewPart(kind, name, chosen);
    }

    /** The class, as in {@code MyCell}. */
    String className() {
        String words = Arrays.stream(name.split("-")).map(NewPart::capital).collect(Collectors.joining());
        return words.endsWith(capital(kind)) ? words : words + capital(kind);
    }

    /** For a person, as in {@code My cell}. */
    String title() {
        String words = capital(name.replace('-', ' '));
        return words.endsWith(kind) ? words : words + " " + kind;
    }

    /** The text of a template, of this part. */
    String fill(String text, Map<String, String> places) {
        String filled = text;
        Map<String, String> own = Map.of("kind", kind, "name", name, "package", javaPackage, "class", className(), "title", title());
        for (Map<String, String> each : List.of(own, places)) {
            for (Map.Entry<String, String> place : each.entrySet()) {
                filled = filled.replace("{{" + place.getKey() + "}}", place.getValue());
            }
        }
        return filled;
    }

    /** The Java source of a template, of this part. */
    String fillJava(String source) {
        String example = "Example" + capital(kind);
        return source.replace("package example." + kind + ";", "package " + javaPackage + ";")
                .replace(example, className())
                .replace("\"Example " + kind + "\"", '"' + title() + '"')
                .replace("\"example\"", '"' + name + '"')
                .replace("example.", name + ".");
    }

    private static String capital(String word) {
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }
}
