package nvae.parity;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.AbstractBlock;
import ai.djl.nn.Block;
import ai.djl.training.ParameterStore;
import ai.djl.util.PairList;
import java.util.Map;
import java.util.function.Function;
import nvae.api.cell.CellSpec;
import nvae.api.layer.BatchNorm;
import nvae.api.layer.Chain;
import nvae.api.layer.Convolution;
import nvae.api.layer.FactorizedReduce;
import nvae.api.layer.NearestUp;
import nvae.api.layer.Pointwise;
import nvae.api.part.Options;
import nvae.api.tensor.Tensors;
import nvae.cell.regular.Operation;
import nvae.cell.separable.InvertedResidual;
import nvae.gate.SqueezeExcite;

/** Layers, residual operations and combiners. */
final class LayerCheck implements GoldenCheck {
    private static final Map<String, Function<GoldenCase, Block>> BLOCKS = Map.ofEntries(
            Map.entry("neural_operations.Conv2D", LayerCheck::convolution),
            Map.entry("neural_operations.FactorizedReduce", c -> new FactorizedReduce(c.integer("C_in"), c.integer("C_out"), true)),
            Map.entry("neural_operations.UpSample", c -> new Pointwise(Tensors::upsampleBilinear)),
            Map.entry("F.interpolate(scale_factor=2, mode=nearest)", c -> new NearestUp()),
            Map.entry("neural_operations.SE", LayerCheck::squeezeExcite),
            Map.entry("nn.BatchNorm2d(C, eps=1e-5, momentum=0.05)", LayerCheck::batchNorm),
            Map.entry("SyncBatchNormSwish (BN then swish)", c -> new Chain()
                    .then("normalization", batchNorm(c))
                    .then("activation", new Pointwise(Tensors::swish))),
            Map.entry("neural_operations.BNSwishConv", c -> operation(c, "res_bnswish")),
            Map.entry("neural_operations.BNELUConv", c -> operation(c, "res_bnelu")),
            Map.entry("neural_operations.ELUConv (data_init=True)", c -> operation(c, "res_elu")),
            Map.entry("neural_operations.EncCombinerCell", c -> new Combiner(c.integer("Cin2"), c.integer("Cout"), true)),
            Map.entry("neural_operations.DecCombinerCell", c ->
                    new Combiner(c.integer("Cin1") + c.integer("Cin2"), c.integer("Cout"), false)));

    private static final String INVERTED_RESIDUAL = "neural_operations.InvertedResidual via OPS";

    @Override
    public boolean handles(String file, String function) {
        return BLOCKS.containsKey(function) || function.startsWith(INVERTED_RESIDUAL);
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        Function<GoldenCase, Block> block = BLOCKS.getOrDefault(golden.function(), LayerCheck::invertedResidual);
        new BlockCheck(golden, manager, verdict).check(block.apply(golden));
    }

    private static Block batchNorm(GoldenCase golden) {
        int channels = (int) golden.array("in.x").shape().get(1);
        return new BatchNorm(channels, (float) golden.number("eps"), (float) golden.number("momentum"));
    }

    private static Block convolution(GoldenCase golden) {
        return Convolution.of(golden.integer("C_in"), golden.integer("C_out"), golden.integer("kernel"))
                .stride(golden.integer("stride"))
                .dilation(golden.integer("dilation"))
                .padding(golden.integer("padding"))
                .groups(golden.integer("groups"))
                .bias(golden.flag("bias"))
                .weightNorm(golden.flag("weight_norm"))
                .build();
    }

    private static Block squeezeExcite(GoldenCase golden) {
        return new SqueezeExcite().create(golden.integer("C"), Options.none());
    }

    private static Block operation(GoldenCase golden, String operation) {
        CellSpec spec = ReferenceCell.spec(operation, golden.integer("C_in"), golden.integer("stride"), true);
        int dilation = golden.hyper().has("dilation") ? golden.integer("dilation") : 1;
        return new Operation(spec, golden.integer("kernel"))
                .create(spec.inChannels(), golden.integer("C_out"), spec.resampling(), dilation);
    }

    private static Block invertedResidual(GoldenCase golden) {
        CellSpec spec = ReferenceCell.spec("mconv", golden.integer("C_in"), golden.integer("stride"), true);
        return new InvertedResidual(spec, golden.integer("ex"), golden.integer("k"), golden.integer("g")).create(golden.integer("C_out"));
    }

    /** Two inputs of the same size: the encoder's, and the decoder's through a 1x1 convolution, are added; or both are convolved. */
    private static final class Combiner extends AbstractBlock {
        private final Convolution convolution;
        private final boolean adds;

        Combiner(int convolved, int outChannels, boolean adds) {
            this.adds = adds;
            convolution = addChildBlock("convolution", Convolution.of(convolved, outChannels, 1).build());
        }

        @Override
        protected NDList forwardInternal(ParameterStore store, NDList inputs, boolean training, PairList<String, Object> options) {
            NDArray first = inputs.get(0);
            NDArray second = inputs.get(1);
            if (adds) {
                return new NDList(first.add(convolution.forward(store, new NDList(second), training).singletonOrThrow()));
            }
            return convolution.forward(store, new NDList(Tensors.concatChannels(inputs)), training);
        }

        @Override
        public Shape[] getOutputShapes(Shape[] inputs) {
            return convolution.getOutputShapes(new Shape[] {inputs[1]});
        }

        @Override
        protected void initializeChildBlocks(NDManager manager, DataType type, Shape... inputs) {
            convolution.initialize(manager, type, inputs[1]);
        }
    }
}
