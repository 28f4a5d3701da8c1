package example.constraint;

import nvae.api.training.ConstraintType;
import nvae.testkit.ConstraintContract;

class ExampleConstraintTest extends ConstraintContract {
    @Override
    protected ConstraintType constraint() {
        return new ExampleConstraint();
    }
}
