package ar.isac.crm.pending;

import java.time.Clock;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.data.mongodb.core.MongoTemplate;

/** Alarms that are kept and never ring, for the tests of those who set them. */
public final class AlarmClock {

    private AlarmClock() {}

    public static Alarms over(MongoTemplate database, Clock clock) {
        return new Alarms(database, clock, new StaticListableBeanFactory().getBeanProvider(AlarmHandler.class));
    }
}
