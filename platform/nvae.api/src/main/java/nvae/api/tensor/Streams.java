package nvae.api.tensor;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Independent streams of random numbers, each known by a seed, a step and a name; the same on every machine and engine. */
public final class Streams {
    private Streams() {}

    /** The stream of this name at this step. */
    public static RandomGenerator of(long seed, long step, String name) {
        long key = mix(seed);
        key = mix(key ^ step);
        for (int i = 0; i < name.length(); i++) {
            key = mix(key ^ name.charAt(i));
        }
        return new SplittableRandom(key);
    }

    /** The finalizer of SplitMix64 (Steele, Lea and Flood, 2014): every input bit moves every output bit. */
    private static long mix(long z) {
        z += 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
