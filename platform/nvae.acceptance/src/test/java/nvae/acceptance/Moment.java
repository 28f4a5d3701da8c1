package nvae.acceptance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/** When a fault strikes: at any time, or just when something is being written. */
enum Moment {
    /** While workers start, train, evaluate: whatever it happens to be. */
    ANY {
        @Override
        void await(DisturbedStudy study, Random random) {
            study.await(() -> false, Duration.ofMillis(random.nextInt(3_000)));
        }
    },
    /** When a check-point has just been written. */
    CHECKPOINT {
        @Override
        void await(DisturbedStudy study, Random random) {
            Set<Object> before = study.marks(study.folder());
            study.await(() -> !before.containsAll(study.marks(study.folder())), PATIENCE);
            study.await(() -> false, Duration.ofMillis(random.nextInt(20)));
        }
    },
    /** When a file stands half written under its temporary name. */
    WRITING {
        @Override
        void await(DisturbedStudy study, Random random) {
            study.await(() -> anyHalfWritten(study.folder()), PATIENCE);
        }
    },
    /** When a trial has just been finished. */
    RESULT {
        @Override
        void await(DisturbedStudy study, Random random) {
            int before = study.finishedNow();
            study.await(() -> study.finishedNow() > before, PATIENCE);
            study.await(() -> false, Duration.ofMillis(random.nextInt(30)));
        }
    };

    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** Waits for it, or until the study has ended, but for some seconds at most. */
    abstract void await(DisturbedStudy study, Random random);

    private static boolean anyHalfWritten(Path study) {
        try (Stream<Path> files = Files.walk(study, 2)) {
            return files.map(Path::toString).anyMatch(name -> name.endsWith(".tmp") || name.endsWith(".part"));
        } catch (IOException | UncheckedIOException gone) {
            return true;
        }
    }
}
