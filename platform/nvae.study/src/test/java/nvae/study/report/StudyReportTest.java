package nvae.study.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class StudyReportTest {
    @Test
    void look() throws Exception {
        new StudyFixture(Path.of("target/looked-at/three"), List.of(1L, 2L, 3L)).finished();
        new StudyFixture(Path.of("target/looked-at/two"), List.of(1L, 2L)).finished();
        new StudyFixture(Path.of("target/looked-at/unfinished"), List.of(1L, 2L, 3L)).unfinished();
        for (String name : List.of("three", "two", "unfinished")) {
            assertThat(StudyReport.write(Path.of("target/looked-at", name))).isNotEmptyFile();
        }
    }
}
