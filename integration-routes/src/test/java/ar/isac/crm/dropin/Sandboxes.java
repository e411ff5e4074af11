package ar.isac.crm.dropin;

import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedAccounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Channels of files without the rest of the product. */
final class Sandboxes {

    private Sandboxes() {}

    static DropInChannels withoutAccounts() {
        return withAccounts();
    }

    static DropInChannels withAccounts(RoutedAccount... accounts) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("accounts", (RoutedAccounts) kind -> List.of(accounts).stream()
                .filter(account -> account.ref().kind().equals(kind))
                .toList());
        return new DropInChannels(
                beans.getBeanProvider(RoutedAccounts.class),
                beans.getBeanProvider(Entry.class),
                beans.getBeanProvider(MediaKeeper.class),
                event -> {},
                Clock.systemUTC());
    }

    /** A file of docs/how-to/channels. */
    static String shipped(String name) {
        try {
            return Files.readString(Path.of("..", "docs", "how-to", "channels", name + ".yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
