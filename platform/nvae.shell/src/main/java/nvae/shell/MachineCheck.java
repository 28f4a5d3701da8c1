package nvae.shell;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * Looks at what this machine gives: Java, cores, memory, room on disk, rights. Linux says most of it in files.
 *
 * @param system root of {@code proc} and {@code sys}; {@code /} but for tests
 */
record MachineCheck(Path system) {
    private static final int OLDEST_JAVA = 17;
    private static final long MEBI = 1 << 20;
    private static final long GIBI = 1 << 30;

    /** A worker of a small model takes about half a gigabyte, a host a tenth of one. */
    private static final long LEAST_MEMORY = GIBI;

    private static final long COMFORTABLE_MEMORY = 3 * GIBI;
    private static final long LEAST_ROOM = 256 * MEBI;
    private static final long COMFORTABLE_ROOM = 4 * GIBI;

    /** A version of Java, as {@code java.specification.version} has it. */
    Finding java(String specification, String version, String architecture) {
        String what = version + " on " + architecture;
        if (Integer.parseInt(specification.replaceFirst("^1\\.", "")) < OLDEST_JAVA) {
            return Finding.wrong("java", what, "Install JDK 17 or newer, and set JAVA_HOME.");
        }
        return architecture.equals("amd64")
                ? Finding.good("java", what)
                : Finding.wrong("java", what, "The engine's natives are for Linux on x86-64: use such a machine, and a Java for it.");
    }

    Finding cores(int cores) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        String what = Words.several(cores, "core") + (load < 0 ? "" : String.format(Locale.ROOT, ", load %.1f", load));
        return load > cores
                ? Finding.warning("cores", what, "Others use this machine too: times will be longer than planned. Use fewer --slots.")
                : Finding.good("cores", what);
    }

    /** What is free now, and no more than a container's limit leaves. */
    Finding memory() {
        OptionalLong free = available();
        if (free.isEmpty()) {
            return Finding.warning("memory", "not known", "Look yourself: a worker of a small model takes about half a gigabyte.");
        }
        String what = size(free.getAsLong()) + " free";
        if (free.getAsLong() < LEAST_MEMORY) {
            return Finding.wrong("memory", what, "End other programs, or give the machine or container more: at least "
                    + size(LEAST_MEMORY) + ".");
        }
        return free.getAsLong() < COMFORTABLE_MEMORY
                ? Finding.warning("memory", what, "Enough for a small model on one slot: use --slots 1.")
                : Finding.good("memory", what);
    }

    private OptionalLong available() {
        OptionalLong machine = number(system.resolve("proc/meminfo"), "MemAvailable:");
        OptionalLong limit = number(system.resolve("sys/fs/cgroup/memory.max"), "");
        OptionalLong used = number(system.resolve("sys/fs/cgroup/memory.current"), "");
        long free = machine.isPresent() ? machine.getAsLong() * 1024 : Long.MAX_VALUE;
        if (limit.isPresent() && used.isPresent()) {
            free = Math.min(free, limit.getAsLong() - used.getAsLong());
        }
        return free == Long.MAX_VALUE ? OptionalLong.empty() : OptionalLong.of(free);
    }

    private static OptionalLong number(Path file, String key) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(key))
                    .map(line -> line.substring(key.length()).replace("kB", "").strip())
                    .filter(text -> text.matches("[0-9]{1,18}"))
                    .mapToLong(Long::parseLong)
                    .findFirst();
        } catch (IOException none) {
            return OptionalLong.empty();
        }
    }

    /** Room for files below a folder, which need not exist yet. */
    Finding disk(String check, Path folder) {
        try {
            FileStore store = Files.getFileStore(existing(folder));
            long room = store.getUsableSpace();
            String what = size(room) + " free for " + folder;
            if (room < LEAST_ROOM) {
                return Finding.wrong(check, what, "Make room, or choose another place.");
            }
            return room < COMFORTABLE_ROOM
                    ? Finding.warning(check, what, "Check-points of a large model take gigabytes: make room in time.")
                    : Finding.good(check, what);
        } catch (IOException e) {
            return Finding.warning(check, "cannot be asked: " + e, "Look yourself whether there is room for " + folder + ".");
        }
    }

    /** Whether files can be made in a folder, or the folder itself where it is not there yet. */
    Finding writable(String check, Path folder, String remedy) {
        Path nearest = existing(folder);
        if (!Files.isDirectory(nearest)) {
            return Finding.wrong(check, nearest + " is no folder", remedy);
        }
        try {
            Files.delete(Files.createTempFile(nearest, ".nvae-doctor", ""));
            return Finding.good(check, folder + (nearest.equals(folder) ? " can be written" : " can be made"));
        } catch (IOException e) {
            return Finding.wrong(check, nearest + " cannot be written (" + e.getClass().getSimpleName() + ")", remedy);
        }
    }

    /** The NVIDIA driver, if there is one; engines say themselves which GPUs they can use. */
    boolean hasGpuDriver() {
        return Files.exists(system.resolve("proc/driver/nvidia/version"));
    }

    private static Path existing(Path folder) {
        Path nearest = folder.toAbsolutePath();
        while (!Files.exists(nearest) && nearest.getParent() != null) {
            nearest = nearest.getParent();
        }
        return nearest;
    }

    static String size(long bytes) {
        return bytes >= GIBI
                ? String.format(Locale.ROOT, "%.1f GiB", (double) bytes / GIBI)
                : String.format(Locale.ROOT, "%d MiB", bytes / MEBI);
    }

    /** What this JVM runs on. */
    List<Finding> thisMachine() {
        return List.of(
                java(System.getProperty("java.specification.version"), System.getProperty("java.runtime.version"),
                        System.getProperty("os.arch")),
                cores(Runtime.getRuntime().availableProcessors()), memory());
    }
}
