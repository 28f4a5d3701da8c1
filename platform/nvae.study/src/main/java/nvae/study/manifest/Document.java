package nvae.study.manifest;

/** A manifest file: what was read, and what it says. */
public record Document(Source source, Node.Mapping root) {}
