package ar.isac.crm.account;

import ar.isac.crm.account.ChannelAccount.Access;
import ar.isac.crm.database.Vault;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.shop.ShopSettings;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The accounts' tokens and apps' secrets: those of the settings, and those that were set here, which the vault keeps. */
@Component
class AccountTokens {

    private static final Logger log = LoggerFactory.getLogger(AccountTokens.class);

    private final MetaSettings meta;
    private final ShopSettings shop;
    private final Vault vault;

    AccountTokens(MetaSettings meta, ShopSettings shop, Vault vault) {
        this.meta = meta;
        this.shop = shop;
        this.vault = vault;
    }

    /** The token that counts, in a demo any; empty when there is none, or none that can be opened. */
    Optional<String> token(AccountRef ref, Access access) {
        String set = ofSettings(ref);
        // A token that renews the setting's is of no use once another one is set.
        if (access.sealedToken() != null
                && (access.renewedFrom() == null || access.renewedFrom().equals(fingerprint(set)))) {
            return stored(ref.id(), access);
        }
        return Optional.ofNullable(set).or(() -> Optional.of("demo").filter(unused -> shop.demo()));
    }

    /** Whether a token was set, here or in the settings: one that is not the demo's. */
    boolean hasToken(AccountRef ref, Access access) {
        return access.sealedToken() != null || ofSettings(ref) != null;
    }

    /** The token that was set here. */
    Optional<String> stored(String accountId, Access access) {
        return Optional.ofNullable(access.sealedToken()).flatMap(kept -> opened(kept, tokenPlace(accountId)));
    }

    /** What the account's own app signs with. */
    Optional<String> appSecret(String accountId, Access access) {
        return Optional.ofNullable(access.sealedAppSecret()).flatMap(kept -> opened(kept, appSecretPlace(accountId)));
    }

    /** @param token blank to take it away */
    Access withToken(String accountId, Access access, String token, Instant now) {
        return token.isBlank()
                ? access.withToken(null, null, null, null)
                : access.withToken(vault.seal(token, tokenPlace(accountId)), now, null, null);
    }

    /** @param secret blank to take it away */
    Access withAppSecret(String accountId, Access access, String secret) {
        return access.withAppSecret(secret.isBlank() ? null : vault.seal(secret, appSecretPlace(accountId)));
    }

    /** A platform gave a longer life to the token. */
    Access renewed(AccountRef ref, Access access, String token, Instant now, Instant endsAt) {
        boolean isOfSettings = access.sealedToken() == null || access.renewedFrom() != null;
        return access.withToken(
                vault.seal(token, tokenPlace(ref.id())),
                now,
                endsAt,
                isOfSettings ? fingerprint(ofSettings(ref)) : null);
    }

    private Optional<String> opened(String sealed, String place) {
        try {
            return Optional.of(vault.open(sealed, place));
        } catch (Vault.WrongKey e) {
            log.error("The secret of {} cannot be opened: CRM_SECRET_KEY is another than when it was stored", place);
            return Optional.empty();
        }
    }

    /** WhatsApp's tokens are good for all numbers of a business; Instagram's are each account's own. */
    private @Nullable String ofSettings(AccountRef ref) {
        String set =
                switch (ref.type()) {
                    case WHATSAPP -> meta.whatsappAccessToken();
                    case INSTAGRAM -> isOfTheSettings(ref) ? meta.instagramAccessToken() : null;
                    case TELEGRAM, WEBCHAT, EMAIL, OTHER -> null;
                };
        return set == null || set.isBlank() ? null : set;
    }

    private boolean isOfTheSettings(AccountRef ref) {
        String id = meta.instagramAccountId();
        return id == null || id.isBlank() || ref.platformId().equals(id);
    }

    private static String fingerprint(@Nullable String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((token == null ? "" : token).getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 8);
        } catch (NoSuchAlgorithmException everyPlatformHasIt) {
            throw new IllegalStateException(everyPlatformHasIt);
        }
    }

    private static String tokenPlace(String accountId) {
        return accountId + "/token";
    }

    private static String appSecretPlace(String accountId) {
        return accountId + "/appSecret";
    }
}
