package nvae.flow.iaf;

/** Masked kernels have a centre. */
final class OddKernel {
    private OddKernel() {}

    /**
     * The kernel's side.
     *
     * @throws IllegalArgumentException if it is even
     */
    static int of(int kernel) {
        if (kernel % 2 == 0) {
            throw new IllegalArgumentException("a masked kernel needs a centre: its side must be odd, but the option kernel is " + kernel);
        }
        return kernel;
    }
}
