package ar.isac.crm.server;

import ar.isac.crm.conversation.SendMessageRules;
import ar.isac.crm.database.DatabaseCapabilities;
import ar.isac.crm.database.StoredBytes;
import ar.isac.crm.graphql.PageSize;
import ar.isac.crm.media.Uploads;
import ar.isac.crm.security.Permissions;
import ar.isac.crm.server.ServerInfo.DatabaseInfo;
import ar.isac.crm.server.ServerInfo.FeatureInfo;
import ar.isac.crm.server.ServerInfo.LimitsInfo;
import ar.isac.crm.server.ServerInfo.ShopInfo;
import ar.isac.crm.shop.Feature;
import ar.isac.crm.shop.Rules;
import ar.isac.crm.shop.Rules.Rule;
import ar.isac.crm.shop.ShopIdentity;
import ar.isac.crm.shop.ShopSettings;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.info.BuildProperties;
import org.springframework.graphql.data.method.annotation.QueryMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class ServerInfoController {

    /** Where nothing was packaged: run from an editor or a test. */
    private static final String UNPACKAGED = "development";

    private final ShopSettings shop;
    private final ShopIdentity identity;
    private final List<Feature> features;
    private final List<Rules> rules;
    private final @Nullable BuildProperties build;
    private final DatabaseCapabilities capabilities;
    private final StoredBytes bytes;
    private final Clock clock;
    private final String nodeId =
            hostName() + "-" + UUID.randomUUID().toString().substring(0, 8);

    ServerInfoController(
            ShopSettings shop,
            ShopIdentity identity,
            List<Feature> features,
            List<Rules> rules,
            ObjectProvider<BuildProperties> build,
            DatabaseCapabilities capabilities,
            StoredBytes bytes,
            Clock clock) {
        this.shop = shop;
        this.identity = identity;
        this.features = List.copyOf(features);
        this.rules = List.copyOf(rules);
        this.build = build.getIfAvailable();
        this.capabilities = capabilities;
        this.bytes = bytes;
        this.clock = clock;
    }

    private static String hostName() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "node";
        }
    }

    private static @Nullable String known(@Nullable String value) {
        return value == null || value.isBlank() ? null : value;
    }

    @QueryMapping
    @PreAuthorize(Permissions.SIGNED_IN)
    ServerInfo serverInfo() {
        String version = build == null ? null : build.getVersion();
        return new ServerInfo(
                version == null ? UNPACKAGED : version,
                build == null ? null : build.getTime(),
                clock.instant(),
                new ShopInfo(
                        identity.name(),
                        known(identity.legalName()),
                        known(identity.taxId()),
                        known(identity.address()),
                        known(identity.contact()),
                        shop.currency().getCurrencyCode(),
                        shop.locale().toLanguageTag(),
                        shop.timeZone().getId(),
                        shop.region()),
                Stream.concat(
                                Stream.of(
                                        new FeatureInfo("demo", shop.demo()),
                                        new FeatureInfo("simulator", shop.demo())),
                                features.stream().map(feature -> new FeatureInfo(feature.name(), feature.isOn())))
                        .sorted(Comparator.comparing(FeatureInfo::name))
                        .toList(),
                rules.stream()
                        .flatMap(each -> each.rules().stream())
                        .sorted(Comparator.comparing(Rule::name))
                        .toList(),
                new LimitsInfo(Uploads.MOST_BYTES, SendMessageRules.LONGEST_TEXT, PageSize.MOST),
                nodeId,
                new DatabaseInfo(capabilities.isEmbedded(), bytes.size(), bytes.heapShare(), bytes.isOutgrowingHeap()));
    }
}
