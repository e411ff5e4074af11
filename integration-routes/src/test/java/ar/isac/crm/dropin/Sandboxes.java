package ar.isac.crm.dropin;

import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.RoutedAccounts;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Channels of files without the rest of the product. */
final class Sandboxes {

    private Sandboxes() {}

    static DropInChannels withoutAccounts() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("accounts", (RoutedAccounts) kind -> List.of());
        return new DropInChannels(
                beans.getBeanProvider(RoutedAccounts.class),
                beans.getBeanProvider(Entry.class),
                event -> {},
                Clock.systemUTC());
    }
}
