package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;

/** A second host wants the study that one is at; or two start at once where one has died. One of them gets it. */
final class SecondHost implements Fault {
    private static final String REFUSAL = "is in use by another host";

    @Override
    public String title() {
        return "two hosts";
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        if (study.random().nextBoolean()) {
            Recovery recovery = Recovery.of(study);
            Command second = study.beside();
            if (!study.hasEnded()) {
                assertThat(second.error()).contains(REFUSAL + ", process " + study.host().pid());
            }
            return Optional.of(recovery);
        }
        study.killHost();
        Recovery recovery = Recovery.of(study);
        Command one = study.start();
        Command other = study.start();
        boolean oneIsFirst = one.endsBefore(other);
        Command refused = oneIsFirst ? one : other;
        if (refused.status() != 0) {
            assertThat(refused.error()).contains(REFUSAL);
        }
        study.follow(oneIsFirst ? other : one);
        return Optional.of(recovery);
    }
}
