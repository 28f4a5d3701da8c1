package nvae.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AllocatorTest {
    private static final String OTHERS = """
            55d0c0a00000-55d0c0a01000 r-xp 00001000 08:01 1573098 /usr/lib/jvm/java-17/bin/java
            7f1c2c000000-7f1c2c021000 rw-p 00000000 00:00 0
            7f1c44228000-7f1c4437d000 r-xp 00026000 08:01 1312 /usr/lib/x86_64-linux-gnu/libc.so.6
            """;

    @TempDir
    private Path folder;

    @Test
    void aLoadedAllocatorIsToldByItsFile() throws IOException {
        assertThat(inUse(OTHERS + "7f1c44a00000-7f1c44a2f000 r-xp 00010000 08:01 99 /usr/lib/x86_64-linux-gnu/libtcmalloc_minimal.so.4.5.10\n"))
                .isEqualTo("libtcmalloc_minimal.so.4.5.10");
        assertThat(inUse(OTHERS + "7f1c44a00000-7f1c44a2f000 r-xp 00010000 08:01 99 /opt/a b/libjemalloc.so.2\n"))
                .isEqualTo("libjemalloc.so.2");
    }

    @Test
    void withoutOneItIsTheCLibrarys() throws IOException {
        assertThat(inUse(OTHERS)).isEqualTo("the C library's");
    }

    @Test
    void whereTheSystemDoesNotTellItIsUnknown() {
        assertThat(Allocator.inUse(folder.resolve("none"))).isEqualTo("unknown");
    }

    private String inUse(String maps) throws IOException {
        return Allocator.inUse(Files.writeString(folder.resolve("maps"), maps));
    }
}
