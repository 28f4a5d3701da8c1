package nvae.kl;

import nvae.api.training.KlScheduleType;
import nvae.testkit.KlScheduleContract;

class AnnealedKlTest extends KlScheduleContract {
    @Override
    protected KlScheduleType kl() {
        return new AnnealedKl();
    }
}
