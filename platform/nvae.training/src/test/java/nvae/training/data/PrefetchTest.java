package nvae.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class PrefetchTest {

    @Test
    void theRowIsTheSameForAnyNumberOfThreads() throws Exception {
        List<Long> squares = LongStream.range(5, 60).map(i -> i * i).boxed().toList();
        for (int threads : new int[] {1, 2, 7}) {
            AtomicInteger made = new AtomicInteger();
            try (Prefetch<Long> row = new Prefetch<>(i -> {
                made.incrementAndGet();
                return i * i;
            }, 5, 60, threads)) {
                List<Long> taken = new ArrayList<>();
                while (row.hasNext()) {
                    taken.add(row.next());
                }
                assertThat(taken).isEqualTo(squares);
            }
            assertThat(made).hasValue(squares.size());
        }
    }

    @Test
    void severalThreadsWorkAtOnce() throws Exception {
        CyclicBarrier three = new CyclicBarrier(3);
        try (Prefetch<Integer> row = new Prefetch<>(i -> {
            try {
                return three.await(10, TimeUnit.SECONDS);
            } catch (Exception alone) {
                throw new IllegalStateException("fewer than three worked at once", alone);
            }
        }, 0, 3, 3)) {
            assertThat(List.of(row.next(), row.next(), row.next())).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    @Test
    void twoForEachThreadAreMadeBeforeTheFirstIsTakenAndNoMore() throws Exception {
        CountDownLatch four = new CountDownLatch(4);
        AtomicInteger made = new AtomicInteger();
        try (Prefetch<Integer> row = new Prefetch<>(i -> {
            int count = made.incrementAndGet();
            four.countDown();
            return count;
        }, 0, 100, 2)) {
            assertThat(four.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(made).hasValue(4);
        }
    }

    @Test
    void whatCannotBeMadeFailsWhereItIsTaken() throws Exception {
        try (Prefetch<Long> row = new Prefetch<>(i -> {
            if (i == 2) {
                throw new IllegalStateException("number 2 is cut");
            }
            return i;
        }, 0, 4, 2)) {
            assertThat(row.next()).isZero();
            assertThat(row.next()).isEqualTo(1);
            assertThatThrownBy(row::next).isInstanceOf(ExecutionException.class).hasMessageContaining("number 2 is cut");
        }
    }
}
