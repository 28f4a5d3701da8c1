package nvae.training.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class LearningRateScheduleTest {
    private static final Offset<Float> ROUNDING = Offset.offset(1e-7f);

    @Test
    void warmsUpByStepsAndDecaysByEpochsToTheMinimum() {
        LearningRateSchedule schedule = new LearningRateSchedule(6, 10, 2, 0.02, 0.001);

        assertThat(schedule.at(0)).isZero();
        assertThat(schedule.at(10)).isCloseTo(0.01f, ROUNDING);
        assertThat(schedule.at(20)).isCloseTo(0.019f, ROUNDING);
        assertThat(schedule.at(29)).isEqualTo(schedule.at(20));
        assertThat(schedule.at(30)).isEqualTo(schedule.at(39)).isLessThan(schedule.at(29));
        assertThat(schedule.at(59)).isCloseTo(0.001f, ROUNDING);
    }

    @Test
    void withoutWarmUpTheFirstEpochRunsAtThePeak() {
        assertThat(new LearningRateSchedule(3, 10, 0, 0.02, 0.001).at(0)).isEqualTo(0.02f);
    }

    @Test
    void aRunThatEndsWithItsWarmUpNeverDecays() {
        LearningRateSchedule schedule = new LearningRateSchedule(3, 10, 2, 0.02, 0.001);

        assertThat(schedule.at(29)).isCloseTo(0.019f, ROUNDING);
    }

    @Test
    void stepsBeyondTheEndStayAtTheMinimum() {
        assertThat(new LearningRateSchedule(6, 10, 2, 0.02, 0.001).at(1_000)).isCloseTo(0.001f, ROUNDING);
    }
}
