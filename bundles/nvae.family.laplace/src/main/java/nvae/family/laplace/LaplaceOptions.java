package nvae.family.laplace;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** How raw parameters become a location and a scale; the defaults are those of the family normal. */
@ObjectClassDefinition(name = "Laplace family", description = "How raw parameters become a location and a scale.")
@interface LaplaceOptions {
    @AttributeDefinition(
            name = "Scale map",
            description = "exp: scale = exp(soft-clamped x); softplus: scale = softplus(x ln 2) / ln 2, not clamped.",
            options = {@Option(label = "exponential", value = "exp"), @Option(label = "softplus", value = "softplus")})
    String scale() default "exp";

    @AttributeDefinition(name = "Clamp", description = "Bound b of the soft clamp b tanh(x / b) on raw parameters; 0 for none.", min = "0")
    double clamp() default 5;

    @AttributeDefinition(name = "Floor", description = "Added to the scale, so that it never reaches 0.", min = "0")
    double floor() default 0.01;
}
