package nvae.study.run;

import java.util.OptionalInt;

/**
 * A place where one trial runs.
 *
 * @param name {@code "cpu:0"}, {@code "gpu:1"}
 * @param gpu the GPU's number, empty for a share of the cores
 * @param threads compute threads that the worker may use
 */
public record Slot(String name, OptionalInt gpu, int threads) {}
