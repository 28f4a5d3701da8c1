package nvae.parity;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import nvae.model.Hierarchy;

/** How many groups every scale has; the arrays' names are the arguments. */
final class GroupsPerScaleCheck implements GoldenCheck {
    private static final Pattern ARGUMENTS = Pattern.compile("out\\.s(\\d+)_n(\\d+)_ada([01])_min(\\d+)");

    @Override
    public boolean handles(String file, String function) {
        return function.equals("utils.groups_per_scale");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        for (GoldenArray expected : golden.startingWith("out.")) {
            Matcher arguments = ARGUMENTS.matcher(expected.name());
            if (arguments.matches()) {
                verdict.expect(expected.name(), groups(arguments.toMatchResult()));
            }
        }
    }

    private static float[] groups(MatchResult arguments) {
        List<Integer> groups = Hierarchy.groupsPerScale(
                Integer.parseInt(arguments.group(1)),
                Integer.parseInt(arguments.group(2)),
                arguments.group(3).equals("1"),
                Integer.parseInt(arguments.group(4)));
        float[] values = new float[groups.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = groups.get(i);
        }
        return values;
    }
}
