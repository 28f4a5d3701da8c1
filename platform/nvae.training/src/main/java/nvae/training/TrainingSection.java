package nvae.training;

import nvae.api.part.Part;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Marks the section {@code training} of a configuration: how long, how fast, and what becomes of gradients. */
@Component(service = TrainingSection.class)
@Part(kind = "section", name = "training")
@Designate(ocd = TrainingSection.Options.class)
public final class TrainingSection {

    /** The course of a training run; defaults are NVAE's (section 3.2, appendix A) where the paper has them. */
    @ObjectClassDefinition(name = "Training", description = "The course of a training run")
    public @interface Options {
        @AttributeDefinition(name = "Epochs", description = "Passes over the training images; used where steps is 0", min = "1")
        int epochs() default 20;

        @AttributeDefinition(name = "Steps", description = "Training steps; 0 to go by epochs", min = "0")
        long steps() default 0;

        @AttributeDefinition(name = "Batch size", description = "Images a step", min = "1")
        int batchSize() default 32;

        @AttributeDefinition(name = "Learning rate", description = "The rate that the warm-up grows towards", min = "0")
        double learningRate() default 0.01;

        @AttributeDefinition(name = "Lowest learning rate", description = "The rate at which the cosine decay ends", min = "0")
        double learningRateMin() default 1e-4;

        @AttributeDefinition(name = "Warm-up epochs", description = "Epochs during which the learning rate grows linearly from 0", min = "0")
        int warmupEpochs() default 5;

        @AttributeDefinition(
                name = "Clip norm",
                description = "Gradients of a larger norm, over all parameters, are scaled down to this one; 0 for no clipping",
                min = "0")
        double clipNorm() default 0;

        @AttributeDefinition(
                name = "Clip value", description = "Every value of a gradient is brought into plus or minus this; 0 for no clipping", min = "0")
        double clipValue() default 0;

        @AttributeDefinition(
                name = "Skip norm", description = "A step whose gradients have a larger norm is skipped; 0 for none", min = "0")
        double skipNorm() default 0;

        @AttributeDefinition(
                name = "Skip factor",
                description = "A step whose gradients' norm is more than so many times the median of the latest 100 is skipped; 0 for none",
                min = "0")
        double skipFactor() default 0;

        @AttributeDefinition(
                name = "Most skips",
                description = "Steps in a row that may be skipped; the next one is taken, its gradients scaled down to the limit",
                min = "1")
        int maxSkips() default 5;

        @AttributeDefinition(
                name = "EMA decay",
                description = "Models are measured and drawn with an exponential moving average of their weights that keeps this much of itself"
                        + " in a step; 0 for the weights themselves",
                min = "0", max = "0.999999")
        double emaDecay() default 0;

        @AttributeDefinition(
                name = "Compile",
                description = "On MXNet and a CPU, run steps as one graph once a few of them have been traced: the same numbers to the bit, in less"
                        + " time. Runs of fewer than 20 steps, steps that recompute, and models of which a graph's numbers would differ stay"
                        + " as they are")
        boolean compile() default true;

        @AttributeDefinition(name = "Evaluate every", description = "Epochs between evaluations on the test set; 0 for the last step only", min = "0")
        int evaluateEvery() default 1;

        @AttributeDefinition(name = "Check-point every", description = "Steps between check-points; 0 for the last step only", min = "0")
        int checkpointEvery() default 200;

        @AttributeDefinition(name = "Log every", description = "Steps that one line of metrics is the mean of", min = "1")
        int logEvery() default 20;

        @AttributeDefinition(name = "Sample every", description = "Epochs between pictures of samples; 0 for the last step only", min = "0")
        int sampleEvery() default 0;

        @AttributeDefinition(
                name = "Recompute",
                description = "What a step forgets on the way through the model and computes again on the way back (gradient"
                        + " check-pointing): less memory, more time, the same results. docs/memory.md has measurements",
                options = {
                    @Option(value = "none", label = "nothing: the fastest"),
                    @Option(value = "normalizations", label = "batch norms and their activations: some memory for little time"),
                    @Option(value = "cells", label = "whole cells: the least memory")
                })
        String recompute() default "none";

        @AttributeDefinition(
                name = "Precision",
                description = "The type in which a training step's convolutions compute; weights, everything else and all measurements are"
                        + " float32. docs/memory.md says what it gains where",
                options = {
                    @Option(value = "float32", label = "32 bits"),
                    @Option(value = "bfloat16", label = "16 bits, on processors that have them"),
                    @Option(value = "float16", label = "16 bits on a GPU, with a loss scale that adapts itself")
                })
        String precision() default "float32";
    }
}
