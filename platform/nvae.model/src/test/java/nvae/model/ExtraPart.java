package nvae.model;

import nvae.api.part.Parts;
import nvae.testkit.ClassPathParts;

/** The parts of the class path, and one that a test makes up. */
record ExtraPart(String name, Object part) implements Parts {
    private static final Parts OTHERS = new ClassPathParts();

    @Override
    public <T> T get(Class<T> type, String kind, String wanted) {
        return wanted.equals(name) ? type.cast(part) : OTHERS.get(type, kind, wanted);
    }
}
