package nvae.study.statistics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class HolmTest {
    private static final Offset<Double> ROUNDING = within(1e-12);

    @Test
    void multipliesTheSmallestByAllAndTheNextByOneLess() {
        // By hand: 4 x 0.005, 3 x 0.01, 2 x 0.03, and 1 x 0.04, which may not be below the one before.
        List<Double> adjusted = Holm.adjust(List.of(0.01, 0.04, 0.03, 0.005));
        assertThat(adjusted.get(0)).isCloseTo(0.03, ROUNDING);
        assertThat(adjusted.get(1)).isCloseTo(0.06, ROUNDING);
        assertThat(adjusted.get(2)).isCloseTo(0.06, ROUNDING);
        assertThat(adjusted.get(3)).isCloseTo(0.02, ROUNDING);
    }

    @Test
    void leavesOneAloneAndHasNothingToSayOfNone() {
        assertThat(Holm.adjust(List.of(0.04))).containsExactly(0.04);
        assertThat(Holm.adjust(List.of())).isEmpty();
    }

    @Test
    void keepsTheOrderLowersNothingStaysBelowBonferroniAndOne() {
        Random random = new Random(11);
        for (int round = 0; round < 500; round++) {
            List<Double> raw = Stream.generate(() -> Math.pow(random.nextDouble(), 3)).limit(1 + random.nextInt(12)).toList();
            List<Double> adjusted = Holm.adjust(raw);
            List<Integer> order = IntStream.range(0, raw.size()).boxed().sorted(Comparator.comparing(raw::get)).toList();
            assertThat(order.stream().map(adjusted::get)).isSorted();
            for (int i = 0; i < raw.size(); i++) {
                assertThat(adjusted.get(i)).isBetween(raw.get(i), Math.min(1, raw.size() * raw.get(i)));
            }
        }
    }

    @Test
    void raisingOnePValueLowersNoneOfTheCorrected() {
        Random random = new Random(12);
        for (int round = 0; round < 500; round++) {
            List<Double> raw = new ArrayList<>(Stream.generate(random::nextDouble).limit(6).toList());
            List<Double> before = Holm.adjust(raw);
            int raised = random.nextInt(6);
            raw.set(raised, raw.get(raised) + (1 - raw.get(raised)) * random.nextDouble());
            List<Double> after = Holm.adjust(raw);
            assertThat(IntStream.range(0, 6)).allMatch(i -> after.get(i) >= before.get(i));
        }
    }

    @Test
    void theOrderGivenDoesNotMatter() {
        List<Double> raw = new ArrayList<>(List.of(0.2, 0.001, 0.04, 0.04, 0.9));
        List<Double> sorted = Holm.adjust(raw).stream().sorted().toList();
        Collections.reverse(raw);
        assertThat(Holm.adjust(raw).stream().sorted().toList()).isEqualTo(sorted);
    }
}
