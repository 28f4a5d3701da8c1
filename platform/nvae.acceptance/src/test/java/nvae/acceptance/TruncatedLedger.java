package nvae.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Random;

/** The host dies, and its ledger is cut at any place, or the ledger's log is. Where that shows, a person has it rebuilt, as told. */
final class TruncatedLedger implements Fault {
    @Override
    public String title() {
        return "ledger truncated";
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        study.killHost();
        Random random = study.random();
        Path ledger = study.folder().resolve("ledger.db");
        Path log = study.folder().resolve("ledger.db-wal");
        switch (random.nextInt(4)) {
            case 0 -> cut(log, random);
            case 1 -> Files.deleteIfExists(log);
            case 2 -> {
                Files.deleteIfExists(log);
                cut(ledger, random);
            }
            default -> cut(ledger, random);
        }
        Recovery recovery = Recovery.of(study);
        study.goOn();
        study.awaitStart();
        if (study.hasFailed()) {
            assertThat(study.host().error()).as("what the host says of its ledger").contains("bin/nvae rebuild");
            Command rebuild = study.rebuild();
            assertThat(rebuild.status()).as(rebuild.toString()).isZero();
            study.goOn();
        }
        return Optional.of(recovery);
    }

    private static void cut(Path file, Random random) throws IOException {
        if (Files.exists(file)) {
            try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.truncate(random.nextInt(Math.toIntExact(channel.size()) + 1));
            }
        }
    }
}
