package ar.isac.crm.account;

import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.dropin.RouteFolder;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.shop.ShopSettings;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;

/** How the platforms are reached for an account. */
@Component
class PlatformWays {

    private static final String WHATSAPP_API = "https://graph.facebook.com/v25.0";
    private static final String INSTAGRAM_API = "https://graph.instagram.com/v25.0";

    private final MetaSettings meta;
    private final ShopSettings shop;
    private final AccountTokens tokens;
    private final Environment environment;

    /** Channels of files: none where nobody reads a folder. */
    private final ObjectProvider<RouteFolder> routes;

    PlatformWays(
            MetaSettings meta,
            ShopSettings shop,
            AccountTokens tokens,
            Environment environment,
            ObjectProvider<RouteFolder> routes) {
        this.meta = meta;
        this.shop = shop;
        this.tokens = tokens;
        this.environment = environment;
        this.routes = routes;
    }

    /** Empty when the account has no token, or its channel no route: then its messages wait. */
    Optional<ChannelConnection> connection(AccountRef ref, ChannelAccount.Access access) {
        if (Channels.areRouted(ref.type())) {
            // Its route knows the way.
            return routes.stream()
                    .findFirst()
                    .flatMap(folder -> folder.channel(ref.kind()))
                    .map(channel -> new ChannelConnection(ref, "", ""));
        }
        return tokens.token(ref, access)
                .map(token -> new ChannelConnection(ref, baseUrl(ref.type()), token, access.catalogId()));
    }

    private String baseUrl(ChannelType type) {
        String configured = type == ChannelType.INSTAGRAM ? meta.instagramGraphUrl() : meta.graphUrl();
        if (isSet(configured)) {
            return configured.replaceFirst("/+$", "");
        }
        if (shop.demo()) {
            // The port is known only once the server runs.
            return "http://localhost:" + environment.getProperty("local.server.port", "8080")
                    + "/simulator/graph/v25.0";
        }
        return type == ChannelType.INSTAGRAM ? INSTAGRAM_API : WHATSAPP_API;
    }

    @org.springframework.lang.Contract("null -> false")
    private static boolean isSet(@Nullable String value) {
        return value != null && !value.isBlank();
    }
}
