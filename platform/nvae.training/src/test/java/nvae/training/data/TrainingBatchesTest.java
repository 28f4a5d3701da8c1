package nvae.training.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import nvae.api.data.ImageSet;
import org.junit.jupiter.api.Test;

class TrainingBatchesTest {
    private static final Images IMAGES = new Images(new RandomImages(10, 1, 4, 4), 1, true);

    @Test
    void anEpochShowsEveryImageAtMostOnceAndLeavesOutWhatFillsNoBatch() throws Exception {
        try (TrainingBatches batches = new TrainingBatches(new Images(new NumberedImages(), 0, false), 3, 5, 0)) {
            assertThat(batches.stepsPerEpoch()).isEqualTo(3);
            Set<Float> seen = new HashSet<>();
            for (int step = 0; step < 3; step++) {
                for (float value : batches.next().values()) {
                    assertThat(seen.add(value)).isTrue();
                }
            }
            assertThat(seen).hasSize(9);
        }
    }

    @Test
    void everyEpochHasAnOrderOfItsOwn() throws Exception {
        Images plain = new Images(new NumberedImages(), 0, false);
        List<float[]> steps = row(plain, 5, 0, 4);
        assertThat(concat(steps.get(0), steps.get(1))).isNotEqualTo(concat(steps.get(2), steps.get(3)));
    }

    @Test
    void aRunThatStartsLaterContinuesTheSameRow() throws Exception {
        List<float[]> whole = row(IMAGES, 3, 0, 9);
        List<float[]> resumed = row(IMAGES, 3, 4, 5);
        assertThat(resumed).usingRecursiveComparison().isEqualTo(whole.subList(4, 9));
    }

    @Test
    void theNextBatchIsMadeBeforeItIsAskedFor() throws Exception {
        CountDownLatch sixImages = new CountDownLatch(6);
        ImageSet watched = new NumberedImages() {
            @Override
            public void read(int index, byte[] target, int offset) {
                super.read(index, target, offset);
                sixImages.countDown();
            }
        };
        try (TrainingBatches batches = new TrainingBatches(new Images(watched, 0, false), 3, 5, 0)) {
            batches.next();
            assertThat(sixImages.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aBatchLargerThanTheSetIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> new TrainingBatches(IMAGES, 11, 5, 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("training.batchSize is 11")
                .hasMessageContaining("10 training images");
    }

    @Test
    void anImageThatCannotBeReadStopsTheStepThatNeedsIt() {
        ImageSet broken = new NumberedImages() {
            @Override
            public void read(int index, byte[] target, int offset) {
                throw new IllegalStateException("image " + index + " is cut");
            }
        };
        try (TrainingBatches batches = new TrainingBatches(new Images(broken, 0, false), 3, 5, 0)) {
            assertThatThrownBy(batches::next).hasMessageContaining("step 0 could not be made: image").hasMessageEndingWith("is cut");
        }
    }

    private static List<float[]> row(Images images, int batchSize, long firstStep, int count) throws InterruptedException {
        List<float[]> row = new ArrayList<>();
        try (TrainingBatches batches = new TrainingBatches(images, batchSize, 5, firstStep)) {
            for (int i = 0; i < count; i++) {
                row.add(batches.next().values());
            }
        }
        return row;
    }

    private static float[] concat(float[] first, float[] second) {
        float[] both = new float[first.length + second.length];
        System.arraycopy(first, 0, both, 0, first.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }

    /** Ten images of one pixel: image i has the value i. */
    private static class NumberedImages implements ImageSet {
        @Override
        public int size() {
            return 10;
        }

        @Override
        public int channels() {
            return 1;
        }

        @Override
        public int height() {
            return 1;
        }

        @Override
        public int width() {
            return 1;
        }

        @Override
        public void read(int index, byte[] target, int offset) {
            target[offset] = (byte) index;
        }
    }
}
