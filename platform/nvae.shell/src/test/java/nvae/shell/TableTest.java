package nvae.shell;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class TableTest {
    @Test
    void columnsAreAsWideAsTheyMustBeAndNumbersStandToTheRight() {
        Table table = new Table("NAME", "COUNT", "VERSION");
        table.row("a", "1,000", "0.1.0");
        table.row("longer", "-", null);
        table.row("b", "7.5", "10.0.0");
        StringWriter text = new StringWriter();
        table.print(new PrintWriter(text));
        assertThat(text.toString()).isEqualToNormalizingNewlines("""
                NAME    COUNT  VERSION
                a       1,000  0.1.0
                longer      -
                b         7.5  10.0.0
                """);
    }

    @Test
    void timesAndNumbersAreShort() {
        assertThat(Words.time(47.6)).isEqualTo("48 s");
        assertThat(Words.time(312)).isEqualTo("5 min 12 s");
        assertThat(Words.time(3 * 3600 + 240)).isEqualTo("3 h 04 min");
        assertThat(Words.time(51 * 3600)).isEqualTo("2 d 03 h");
        assertThat(Words.number(250.5)).isEqualTo("250.500");
        assertThat(Words.number(0.00123456)).isEqualTo("0.00123");
        assertThat(Words.number(Double.NaN)).isEqualTo("-");
        assertThat(Words.number(7982.0)).isEqualTo("7982");
    }
}
