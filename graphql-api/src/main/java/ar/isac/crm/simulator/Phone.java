package ar.isac.crm.simulator;

import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A customer's phone with one app on it.
 *
 * @param address what the platform knows the customer by: a wa_id (digits) or an Instagram-scoped id
 * @param username the name on Instagram; null on WhatsApp
 * @param lastWroteAt when the customer last wrote, as far as this run remembers
 */
record Phone(
        String id,
        App app,
        String address,
        String name,
        @Nullable String username,
        @Nullable Instant lastWroteAt) {

    /** The app on the phone. */
    enum App {
        WHATSAPP,
        INSTAGRAM;

        /** As the product's webhook paths name it. */
        String path() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static String id(App app, String address) {
        return app.path() + "-" + address;
    }

    static Phone of(App app, String address, String name, @Nullable String username) {
        return new Phone(id(app, address), app, address, name, username, null);
    }

    Phone wroteAt(Instant at) {
        return new Phone(id, app, address, name, username, at);
    }
}
