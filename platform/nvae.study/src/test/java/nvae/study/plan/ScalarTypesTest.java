package nvae.study.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import nvae.study.manifest.Location;
import nvae.study.manifest.Problems;
import nvae.study.manifest.YamlReader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Types of values: YAML 1.2's core schema, without the surprises of YAML 1.1. */
class ScalarTypesTest {
    static Stream<Arguments> scalars() {
        return Stream.of(
                Arguments.of("true", true),
                Arguments.of("False", false),
                Arguments.of("yes", "yes"),
                Arguments.of("off", "off"),
                Arguments.of("3", 3L),
                Arguments.of("-3", -3L),
                Arguments.of("010", "010"),
                Arguments.of("1:30", "1:30"),
                Arguments.of("1_000", "1_000"),
                Arguments.of("2024-01-01", "2024-01-01"),
                Arguments.of("0.5", 0.5),
                Arguments.of("1e-3", 1e-3),
                Arguments.of(".5", 0.5),
                Arguments.of("-.inf", Double.NEGATIVE_INFINITY),
                Arguments.of("1.2.3", "1.2.3"),
                Arguments.of("\"3\"", "3"),
                Arguments.of("'true'", "true"),
                Arguments.of("~", null),
                Arguments.of("", null),
                Arguments.of("none", "none"));
    }

    @ParameterizedTest
    @MethodSource("scalars")
    void aScalarHasTheTypeThatItLooksLike(String text, Object value) {
        Problems problems = new Problems();
        assertThat(new YamlReader(problems).readValue(Location.of("here"), text).orElseThrow().plain()).isEqualTo(value);
        assertThat(problems.all()).isEmpty();
    }
}
