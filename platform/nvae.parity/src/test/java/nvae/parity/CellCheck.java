package nvae.parity;

import ai.djl.ndarray.NDManager;
import com.google.gson.JsonElement;
import java.util.List;

/** Whole residual cells of every architecture. */
final class CellCheck implements GoldenCheck {
    @Override
    public boolean handles(String file, String function) {
        return function.equals("model.Cell");
    }

    @Override
    public void check(GoldenCase golden, NDManager manager, Verdict verdict) {
        List<String> operations =
                golden.hyper().getAsJsonArray("ops").asList().stream().map(JsonElement::getAsString).toList();
        new BlockCheck(golden, manager, verdict)
                .check(ReferenceCell.of(operations, golden.integer("Cin"), golden.integer("stride"), golden.flag("use_se")));
    }
}
