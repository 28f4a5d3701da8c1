package nvae.api.layer;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Parameter;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import nvae.api.tensor.Tensors;

/**
 * A two-dimensional convolution, [N,C,H,W] to [N,O,H',W'], weight-normalized unless told otherwise: W = exp(g) V / (||V|| + 1e-5) with
 * one g an output channel. Every convolution of a model is made of this class, so that spectral regularization sees it.
 */
public final class Convolution extends AbstractBlock {
    private final int inChannels;
    private final int outChannels;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final int dilation;
    private final int groups;

    private final Parameter weight;
    private final Parameter bias;
    private final Parameter logNorm;

    private NDArray effectiveWeight;

    private Convolution(Builder builder) {
        inChannels = builder.inChannels;
        outChannels = builder.outChannels;
        kernel = builder.kernel;
        stride = builder.stride;
        padding = builder.padding;
        dilation = builder.dilation;
        groups = builder.groups;
        weight = null;
        bias = null;
        logNorm = null;
    }

    /** A convolution with a square kernel, "same" padding, stride 1, bias and weight norm; the builder changes what differs. */
    public static Builder of(int inChannels, int outChannels, int kernel) {
        return new Builder(inChannels, outChannels, kernel);
    }

    /**
     * The weight that the last forward pass used, normalized where the layer normalizes, [O, C/groups, k, k]; part of the recorded graph
     * while gradients are recorded, so that a penalty on it reaches the parameters.
     *
     * @throws IllegalStateException if there was no forward pass in this step
     */
    public NDArray effectiveWeight() {
        return effectiveWeight;
    }

    @Override
    protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> params) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Shape[] getOutputShapes(Shape[] inputs) {
        throw new UnsupportedOperationException();
    }

    @Override
    protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {}

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

        /** The first training batch sets g and the bias so that outputs have mean 0 and standard deviation 1/5. */
        public Builder dataDependentStart(boolean value) {
            dataDependentStart = value;
            return this;
        }

        public Convolution build() {
            return new Convolution(this);
        }
    }
}
