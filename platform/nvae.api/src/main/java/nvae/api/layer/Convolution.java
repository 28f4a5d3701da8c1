package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import nvae.api.tensor.Tensors;

/**
 * A two-dimensional convolution, [N,C,H,W] to [N,O,H',W'], weight-normalized unless told otherwise: W = exp(g) V / (||V|| + 1e-5) with
 * one g an output channel (Salimans and Kingma, 2016). Every convolution of a model is made of this class, so that spectral
 * regularization sees it.
 */
public final class Convolution extends Layer implements RandomStart {
    private final int inChannels;
    private final int outChannels;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final int dilation;
    private final int groups;
    private final float[] mask;
    private final float startScale;

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter logNorm;
    private final DataDependentStart dataDependentStart;

    private NDArray maskOnDevice;
    private NDArray effectiveWeight;
    private final List<Condition> conditions = new ArrayList<>();
    /** Owns the fixed weight; null while the weight is made anew in every pass. */
    private NDManager keeper;
    private Fixed fixed;

    /** What the weight is held to. */
    private record Condition(UnaryOperator<NDArray> hold, Consumer<NDArray> moved) {}

    /**
     * The weight as it is used, for inputs of one shape: an engine may have it in a layout that suits no other.
     *
     * @param weight [O, C/groups, k, k], of no recorded graph
     */
    private record Fixed(NDArray weight, Shape input) {}

    private Convolution(Builder builder) {
        inChannels = builder.inChannels;
        outChannels = builder.outChannels;
        kernel = builder.kernel;
        stride = builder.stride;
        padding = builder.padding;
        dilation = builder.dilation;
        groups = builder.groups;
        mask = builder.mask;
        startScale = builder.startScale;
        if (inChannels % groups != 0 || outChannels % groups != 0) {
            throw new IllegalArgumentException("a convolution of " + groups + " groups needs channels that are multiples of " + groups
                    + ", but has " + inChannels + " in and " + outChannels + " out");
        }
        if (builder.dataDependentStart && !(builder.bias && builder.weightNorm)) {
            throw new IllegalArgumentException("a data-dependent start sets the bias and the weight norm: the convolution needs both");
        }
        if (mask != null) {
            requireMask();
        }
        weight = parameter("weight", Parameter.Type.WEIGHT, new Shape(outChannels, inChannels / groups, kernel, kernel));
        bias = builder.bias ? parameter("bias", Parameter.Type.BIAS, new Shape(outChannels)) : null;
        logNorm = builder.weightNorm ? parameter("logNorm", Parameter.Type.BETA, new Shape(outChannels, 1, 1, 1)) : null;
        dataDependentStart = builder.dataDependentStart
                ? new DataDependentStart(buffer("started", Parameter.Type.BETA, new Shape(1)), bias, logNorm)
                : null;
    }

    private void requireMask() {
        int fanIn = inChannels / groups * kernel * kernel;
        if (mask.length != outChannels * fanIn) {
            throw new IllegalArgumentException("the mask has " + mask.length + " values, the weight " + outChannels * fanIn);
        }
        for (int o = 0; o < outChannels; o++) {
            boolean open = false;
            for (int i = o * fanIn; i < (o + 1) * fanIn; i++) {
                open |= mask[i] != 0;
            }
            if (!open) {
                throw new IllegalArgumentException("the mask leaves output channel " + o + " no input: its norm would have no gradient");
            }
        }
    }

    /** A convolution with a square kernel, "same" padding, stride 1, bias and weight norm; the builder changes what differs. */
    public static Builder of(int inChannels, int outChannels, int kernel) {
        return new Builder(inChannels, outChannels, kernel);
    }

    /**
     * Holds the weight to a condition from now on: every forward pass uses what this makes of the weight, normalized where the layer
     * normalizes. A second constraint follows on the first.
     *
     * @param condition [O, C/groups, k, k] to the same; part of the recorded graph, so what it makes belongs to its argument's manager
     */
    public void constrain(UnaryOperator<NDArray> condition) {
        constrain(condition, weight -> {});
    }

    /**
     * The same for a condition that keeps something of the weight, such as singular vectors, and must hear of it when the layer itself
     * moves the weight far: in a data-dependent start.
     *
     * @param condition [O, C/groups, k, k] to the same, as above
     * @param moved is given what the condition will be given next, as a constant, possibly while gradients are recorded: what it keeps it
     *     sets with {@link Tensors#set(NDArray, NDArray)}
     */
    public void constrain(UnaryOperator<NDArray> condition, Consumer<NDArray> moved) {
        conditions.add(new Condition(condition, moved));
    }

    /**
     * Whether a data-dependent start is still to come. The answer is in the parameters; so whoever gives them earlier values asks before the
     * next pass, and the layer knows too.
     */
    public boolean awaitsDataDependentStart() {
        return dataDependentStart != null && dataDependentStart.look();
    }

    /**
     * The weight as the parameters make it now, normalized where the layer normalizes, before any constraint, [O, C/groups, k, k]; in
     * the parameters' manager, and the parameter itself where nothing is done to it.
     */
    public NDArray unconstrainedWeight() {
        return normalized(weight.getArray(), logNorm == null ? null : logNorm.getArray());
    }

    /**
     * The weight that the last forward pass used, normalized where the layer normalizes, [O, C/groups, k, k]; part of the recorded graph
     * while gradients are recorded, so that a penalty on it reaches the parameters.
     *
     * @throws IllegalStateException if there was no forward pass in this step
     */
    public NDArray effectiveWeight() {
        if (effectiveWeight == null || !effectiveWeight.getManager().isOpen()) {
            throw new IllegalStateException("the effective weight lives as long as the step of a forward pass: run one first");
        }
        return effectiveWeight;
    }

    /**
     * Cuts the effective weight out of the recorded graph: what is computed with it from now on, such as a penalty, gives it a gradient of
     * its own and does not reach the parameters. Whoever runs this layer again hands that gradient on.
     *
     * @return the effective weight as it is from now on
     * @throws IllegalStateException if there was no forward pass in this step
     */
    public NDArray cutEffectiveWeight() {
        effectiveWeight = effectiveWeight().stopGradient();
        effectiveWeight.setRequiresGradient(true);
        return effectiveWeight;
    }

    /** The weight's shape, [O, C/groups, k, k]; known before any forward pass. */
    public Shape weightShape() {
        return weight.getShape();
    }

    /** V and bias from U(-1/sqrt(fan in), 1/sqrt(fan in)); g = log(||V|| + 0.01), so that W starts close to V, or its start scale times it. */
    @Override
    public void start(Function<String, RandomGenerator> stream) {
        float bound = ParameterStart.fanInUniform(weight, stream.apply("weight"));
        if (bias != null) {
            ParameterStart.uniform(bias, bound, stream.apply("bias"));
        }
        if (logNorm != null) {
            Tensors.set(logNorm.getArray(), logNorms(weight.getArray().toFloatArray()));
        }
        if (dataDependentStart != null) {
            dataDependentStart.reset();
        }
    }

    private float[] logNorms(float[] direction) {
        int fanIn = direction.length / outChannels;
        float[] logNorms = new float[outChannels];
        for (int o = 0; o < outChannels; o++) {
            double square = 0;
            for (int i = o * fanIn; i < (o + 1) * fanIn; i++) {
                double value = mask == null ? direction[i] : direction[i] * mask[i];
                square += value * value;
            }
            logNorms[o] = (float) Math.log(startScale * (Math.sqrt(square) + 1e-2));
        }
        return logNorms;
    }

    /** @throws IllegalStateException if the weight is fixed */
    void requireNotFixed() {
        if (keeper != null) {
            throw new IllegalStateException("the model's weights are fixed already, by FixedWeights that are still open");
        }
    }

    /**
     * From now on the weight is made in the first pass and kept.
     *
     * @param owner of what is kept
     */
    void fix(NDManager owner) {
        keeper = owner;
    }

    /** The weight is made anew in every pass again. */
    void release() {
        keeper = null;
        fixed = null;
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
        if (mask != null) {
            maskOnDevice = Tensors.create(manager, mask, weight.getShape());
        }
    }

    @Override
    protected NDArray forward(ParameterStore store, NDArray x, boolean training) {
        NDArray w = passWeight(store, x, training);
        NDArray b = passBias(store, x, training);
        return keeper == null ? convolve(x, w, b) : Tensors.convolutionWithFixed(x, w, b, stride, padding, dilation, groups);
    }

    /**
     * The weight of this pass, for a layer that computes with those of several convolutions at once; from then on it is the
     * {@link #effectiveWeight}.
     */
    NDArray passWeight(ParameterStore store, NDArray x, boolean training) {
        NDArray v = value(store, weight, x, training);
        NDArray g = value(store, logNorm, x, training);
        if (training && dataDependentStart != null && dataDependentStart.isToCome()) {
            startFrom(x.stopGradient(), masked(v).stopGradient(), g.stopGradient());
            fixed = null;
        }
        effectiveWeight = keeper == null ? effective(v, g) : fixed(x, v, g);
        return effectiveWeight;
    }

    /** The bias of this pass, [O]; null if there is none. */
    NDArray passBias(ParameterStore store, NDArray x, boolean training) {
        return value(store, bias, x, training);
    }

    private NDArray fixed(NDArray x, NDArray v, NDArray g) {
        if (fixed == null || !fixed.input().equals(x.getShape())) {
            NDArray weight = effective(v, g).stopGradient().duplicate();
            weight.attach(keeper);
            if (fixed != null) {
                Tensors.free(fixed.weight());
            }
            fixed = new Fixed(weight, x.getShape());
        }
        return fixed.weight();
    }

    private NDArray effective(NDArray v, NDArray g) {
        NDArray weight = normalized(v, g);
        for (Condition condition : conditions) {
            weight = condition.hold().apply(weight);
        }
        return weight;
    }

    /** The outputs to be whitened are those of the weight that the layer will use, as its constraints leave it. */
    private void startFrom(NDArray x, NDArray direction, NDArray g) {
        dataDependentStart.whiten(convolve(x, Tensors.weightNorm(direction, g.zerosLike()), null));
        if (!conditions.isEmpty()) {
            NDArray held = Tensors.weightNorm(direction, logNorm.getArray().stopGradient());
            for (Condition condition : conditions) {
                condition.moved().accept(held);
                held = condition.hold().apply(held);
            }
            dataDependentStart.centre(convolve(x, held, null));
        }
    }

    private NDArray normalized(NDArray v, NDArray g) {
        return g == null ? masked(v) : Tensors.weightNorm(masked(v), g);
    }

    private NDArray masked(NDArray v) {
        return mask == null ? v : v.mul(maskOnDevice);
    }

    private NDArray convolve(NDArray x, NDArray w, NDArray b) {
        return Tensors.convolution(x, w, b, stride, padding, dilation, groups);
    }

    @Override
    protected Shape outputShape(Shape input) {
        return new Shape(input.get(0), outChannels, outputSize(input.get(2)), outputSize(input.get(3)));
    }

    private long outputSize(long size) {
        return (size + 2L * padding - (long) dilation * (kernel - 1) - 1) / stride + 1;
    }

    /** What differs from the plain case. */
    public static final class Builder {
        private final int inChannels;
        private final int outChannels;
        private final int kernel;
        private int stride = 1;
        private int padding;
        private int dilation = 1;
        private int groups = 1;
        private boolean bias = true;
        private boolean weightNorm = true;
        private boolean dataDependentStart;
        private float[] mask;
        private float startScale = 1;

        private Builder(int inChannels, int outChannels, int kernel) {
            this.inChannels = inChannels;
            this.outChannels = outChannels;
            this.kernel = kernel;
            this.padding = kernel / 2;
        }

        public Builder stride(int value) {
            stride = value;
            return this;
        }

        /** Dilation d; the padding becomes d (kernel - 1) / 2. */
        public Builder dilation(int value) {
            dilation = value;
            padding = value * (kernel - 1) / 2;
            return this;
        }

        /** Zero padding, where "same" is not wanted; call it after {@link #dilation}. */
        public Builder padding(int value) {
            padding = value;
            return this;
        }

        public Builder groups(int value) {
            groups = value;
            return this;
        }

        public Builder bias(boolean value) {
            bias = value;
            return this;
        }

        public Builder weightNorm(boolean value) {
            weightNorm = value;
            return this;
        }

        /**
         * The first training batch sets g and the bias so that outputs have mean 0 and standard deviation 1/5. Under a constraint that fixes
         * the size of the whole weight they have mean 0 and the same standard deviation in every channel: the one that the constraint allows.
         */
        public Builder dataDependentStart(boolean value) {
            dataDependentStart = value;
            return this;
        }

        /** What the weight is multiplied by before it is normalized: [O, C/groups, k, k] of 0 and 1 in C order. */
        public Builder mask(float[] value) {
            mask = value.clone();
            return this;
        }

        /** A weight-normalized weight starts so many times as large as it would. */
        public Builder startScale(float value) {
            startScale = value;
            return this;
        }

        /**
         * The convolution.
         *
         * @throws IllegalArgumentException if the groups do not divide the channels, a data-dependent start has no bias or weight norm to
         *     set, or a mask does not fit or leaves an output channel no input
         */
        public Convolution build() {
            return new Convolution(this);
        }
    }
}
