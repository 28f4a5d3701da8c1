package example.kl;

import nvae.api.training.KlScheduleType;
import nvae.testkit.KlScheduleContract;

class ExampleKlTest extends KlScheduleContract {
    @Override
    protected KlScheduleType kl() {
        return new ExampleKl();
    }
}
