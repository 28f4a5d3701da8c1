package nvae.acceptance;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * The system's clock jumps while host and workers run, by seconds or years, back or forth. It takes a C compiler: {@code clock.c} is
 * preloaded.
 */
final class JumpingClock implements Fault {
    private final Path library;
    private final Path offset;

    /** @param folder where the preloaded library is put, and the file that says how far the clock is off */
    JumpingClock(Path folder) throws IOException, InterruptedException {
        this.library = folder.resolve("clock.so");
        this.offset = folder.resolve("clock-offset");
        compile(folder.resolve("clock.c"));
    }

    private void compile(Path source) throws IOException, InterruptedException {
        try (var resource = JumpingClock.class.getResourceAsStream("/clock.c")) {
            Files.copy(resource, source);
        }
        try {
            new ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.toString(), source.toString(), "-ldl")
                    .redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.DISCARD).start().waitFor();
        } catch (IOException noCompiler) {
            // isPossible says so.
        }
    }

    @Override
    public String title() {
        return "clock jumps";
    }

    @Override
    public boolean isPossible(Disk disk) {
        return Files.exists(library);
    }

    @Override
    public Optional<Recovery> strike(DisturbedStudy study) throws Exception {
        study.killHost();
        Recovery recovery = Recovery.of(study);
        jump(study.random());
        study.goOn(Map.of("LD_PRELOAD", library.toString(), "CLOCK_OFFSET", offset.toString()));
        study.await(() -> false, Duration.ofMillis(1_500 + study.random().nextInt(3_500)));
        jump(study.random());
        return Optional.of(recovery);
    }

    private void jump(Random random) throws IOException {
        long seconds = random.nextBoolean() ? random.nextInt(600) : random.nextInt(300_000_000);
        ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.nativeOrder());
        bytes.putLong(0, random.nextBoolean() ? seconds : -seconds);
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(bytes, 0);
        }
    }
}
