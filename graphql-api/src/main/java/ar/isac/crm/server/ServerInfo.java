package ar.isac.crm.server;

import ar.isac.crm.shop.Rules.Rule;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** In the shape of the GraphQL type. */
record ServerInfo(
        String version,
        @Nullable Instant builtAt,
        Instant serverTime,
        ShopInfo shop,
        List<FeatureInfo> features,
        List<Rule> rules,
        LimitsInfo limits,
        String nodeId,
        DatabaseInfo database) {

    record ShopInfo(
            String name,
            @Nullable String legalName,
            @Nullable String taxId,
            @Nullable String address,
            @Nullable String contact,
            String currency,
            String locale,
            String timeZone,
            String region) {}

    record FeatureInfo(String name, boolean isOn) {}

    record LimitsInfo(int uploadBytes, int textCharacters, int pageSize) {}

    record DatabaseInfo(boolean isEmbedded, long bytesOnDisk, double heapShare, boolean isOutgrowingHeap) {}
}
