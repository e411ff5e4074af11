package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.Sender;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A system message that says that a customer has another number or another business-scoped id.
 *
 * @param former how they were known so far
 * @param handles how they are known now
 * @param rendering what happened, in words
 */
record WhatsAppIdentity(Sender former, List<Handle> handles, String rendering) {

    private static final Phrases PHRASES = Phrases.of(WhatsAppIdentity.class);

    private static final Set<String> NUMBER_CHANGES = Set.of("user_changed_number", "customer_changed_number");
    private static final String ID_CHANGE = "user_changed_user_id";

    /** Null when it says something else, or not who became whom. */
    static @Nullable WhatsAppIdentity of(Payload message) {
        Payload system = message.optionalObject("system");
        String type = system == null ? null : system.optionalText("type");
        if (system == null || type == null || !(NUMBER_CHANGES.contains(type) || type.equals(ID_CHANGE))) {
            return null;
        }
        String number = system.has("wa_id") ? system.optionalText("wa_id") : system.optionalText("new_wa_id");
        Set<Handle> now = new LinkedHashSet<>();
        Stream.ofNullable(system.optionalText("user_id"))
                .map(id -> new Handle(Handle.Kind.BSUID, id))
                .forEach(now::add);
        Stream.ofNullable(number)
                .filter(address -> NUMBER_CHANGES.contains(type))
                .map(address -> new Handle(Handle.Kind.WA_ID, address))
                .forEach(now::add);
        List<Handle> former =
                former(message, system).filter(handle -> !now.contains(handle)).toList();
        return former.isEmpty() || now.isEmpty()
                ? null
                : new WhatsAppIdentity(new Sender(former, null), List.copyOf(now), PHRASES.sayVariant("system", type));
    }

    /** The most stable first. The text names the former id too: older shapes have it nowhere else. */
    private static Stream<Handle> former(Payload message, Payload system) {
        Stream<String> ids = Stream.of(
                        Stream.ofNullable(message.optionalText("from_user_id")),
                        Stream.ofNullable(message.optionalText("from")).filter(WhatsAppIdentity::isUserId),
                        WhatsAppWebhook.BSUID
                                .matcher(Objects.requireNonNullElse(system.optionalText("body"), ""))
                                .results()
                                .map(found -> found.group()))
                .flatMap(all -> all);
        Stream<String> numbers = Stream.of("from", "customer")
                .flatMap(field -> Stream.ofNullable((field.equals("from") ? message : system).optionalText(field)))
                .filter(address -> !isUserId(address));
        return Stream.concat(
                        ids.map(id -> new Handle(Handle.Kind.BSUID, id)),
                        numbers.map(number -> new Handle(Handle.Kind.WA_ID, number)))
                .distinct();
    }

    private static boolean isUserId(String address) {
        return WhatsAppWebhook.BSUID.matcher(address).matches();
    }
}
