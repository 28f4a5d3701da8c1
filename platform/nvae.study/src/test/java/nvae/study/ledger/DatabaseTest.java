package nvae.study.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteConfig;

class DatabaseTest {
    @TempDir
    private Path folder;

    @Test
    void aFullDiskIsNamedAndWhatComesAfterItIsKept() {
        Path file = folder.resolve("some.db");
        try (Database database = Database.connect(file, new SQLiteConfig(), file.toString())) {
            database.update("CREATE TABLE line (text)");
            database.rows("PRAGMA max_page_count = 4", row -> row.getInt(1));
            assertThatThrownBy(() -> database.transaction(() -> database.update("INSERT INTO line VALUES (?)", "x".repeat(100_000))))
                    .isInstanceOf(LedgerException.class).hasMessageContainingAll("some.db", "the disk is full", "Make room");
            database.transaction(() -> database.update("INSERT INTO line VALUES (?)", "after"));
        }
        try (Database database = Database.connect(file, new SQLiteConfig(), file.toString())) {
            assertThat(database.rows("SELECT text FROM line", row -> row.getString(1))).isEqualTo(List.of("after"));
        }
    }
}
