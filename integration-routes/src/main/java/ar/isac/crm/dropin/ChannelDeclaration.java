package ar.isac.crm.dropin;

import ar.isac.crm.message.ChannelType;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a file says of the channel that it defines.
 *
 * @param kind the channel's name: of its webhook, of its accounts, of its routes
 * @param proof how deliveries to its webhook prove themselves
 * @param settings what can be set for an account of it, beside its token and its secret
 * @param accountLimits the codes of refusals that are about all that an account sends
 */
record ChannelDeclaration(
        String kind,
        ChannelType type,
        String title,
        Proof proof,
        List<Setting> settings,
        Capabilities capabilities,
        Set<String> accountLimits) {

    /** The kinds that are built in, and names of webhooks that are not channels'. */
    static final Set<String> TAKEN = Set.of("whatsapp", "instagram", "mercadopago", "stock");

    static final Pattern KIND = Pattern.compile("[a-z][a-z0-9-]{1,30}");

    ChannelDeclaration {
        settings = List.copyOf(settings);
        accountLimits = Set.copyOf(accountLimits);
    }

    /**
     * Something to be set for an account.
     *
     * @param pattern what the whole value must match
     */
    record Setting(String name, String description, boolean isRequired, Pattern pattern) {}

    /** The id of one of the channel's routes. */
    String routeId(String half) {
        return "channel:" + kind + ":" + half;
    }
}
