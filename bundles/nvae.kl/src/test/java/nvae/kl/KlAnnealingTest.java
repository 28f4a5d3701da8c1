package nvae.kl;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class KlAnnealingTest {
    @Test
    void growsLinearlyFromTheMinimumToOne() {
        KlAnnealing schedule = new KlAnnealing(1000, 0.4, 0.1, 0.01);

        assertThat(schedule.coefficient(0)).isEqualTo(0.01f);
        assertThat(schedule.coefficient(100)).isEqualTo(0.01f);
        assertThat(schedule.coefficient(300)).isEqualTo(0.5f);
        assertThat(schedule.coefficient(500)).isEqualTo(1);
        assertThat(schedule.coefficient(999)).isEqualTo(1);
    }

    @Test
    void withoutAnnealingTheKlCountsInFullFromTheStart() {
        assertThat(new KlAnnealing(1000, 0, 0, 0.01).coefficient(0)).isEqualTo(1);
    }
}
