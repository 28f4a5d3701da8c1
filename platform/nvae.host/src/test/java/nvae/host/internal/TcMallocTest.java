package nvae.host.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TcMallocTest {
    private static final String MINIMAL = "libtcmalloc_minimal.so.4";
    private static final String FULL = "libtcmalloc.so.4";

    @TempDir
    private Path folder;

    private Path first;
    private Path second;

    @BeforeEach
    void makeFolders() throws IOException {
        first = Files.createDirectory(folder.resolve("first"));
        second = Files.createDirectory(folder.resolve("second"));
    }

    @Test
    void theSmallerLibraryIsTakenBeforeTheFullerOneAndEarlierFoldersBeforeLaterOnes() throws IOException {
        assertThat(in(Map.of()).settings()).isEmpty();

        Path full = Files.createFile(first.resolve(FULL));
        assertThat(in(Map.of()).settings()).containsEntry("LD_PRELOAD", full.toString());

        Path minimal = Files.createFile(second.resolve(MINIMAL));
        assertThat(in(Map.of()).settings()).containsEntry("LD_PRELOAD", minimal.toString());

        Path earlier = Files.createFile(first.resolve(MINIMAL));
        assertThat(in(Map.of()).settings()).containsEntry("LD_PRELOAD", earlier.toString());
    }

    @Test
    void whatIsPreloadedAlreadyStaysAloneAlsoIfItIsNothing() throws IOException {
        Files.createFile(first.resolve(MINIMAL));

        assertThat(in(Map.of("LD_PRELOAD", "/opt/clock.so")).settings()).isEmpty();
        assertThat(in(Map.of("LD_PRELOAD", "")).settings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "TCMALLOC_LARGE_ALLOC_REPORT_THRESHOLD, 9223372036854775807, 1000",
        "TCMALLOC_MAX_TOTAL_THREAD_CACHE_BYTES, 4194304, 33554432"
    })
    void bigArraysAreNotReportedAndThreadsHoldLittleBackUnlessThatIsAskedFor(String setting, String ours, String asked) throws IOException {
        Files.createFile(first.resolve(MINIMAL));

        assertThat(in(Map.of()).settings()).containsEntry(setting, ours);
        assertThat(in(Map.of(setting, asked)).settings()).containsEntry(setting, asked);
    }

    @Test
    void aPersonIsToldWhatIsUsedAndWhatToInstall() throws IOException {
        assertThat(in(Map.of()).inWords()).startsWith("the C library's").contains("apt-get install libtcmalloc-minimal4");

        Path minimal = Files.createFile(first.resolve(MINIMAL));
        assertThat(in(Map.of()).inWords()).isEqualTo(minimal.toString());
        assertThat(in(Map.of("LD_PRELOAD", "")).inWords()).isEqualTo("the C library's, as LD_PRELOAD is set to nothing");
        assertThat(in(Map.of("LD_PRELOAD", "/opt/clock.so")).inWords()).isEqualTo("as LD_PRELOAD says: /opt/clock.so");
    }

    private TcMalloc in(Map<String, String> environment) {
        return new TcMalloc(List.of(first, second), environment);
    }
}
