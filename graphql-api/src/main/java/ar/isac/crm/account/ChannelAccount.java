package ar.isac.crm.account;

import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * One of the shop's accounts on a channel.
 *
 * @param id as {@link AccountRef#id()}
 * @param kind how the channel names itself: that of the type, or what a drop-in route calls it
 * @param assistantModeOutsideHours what the assistant does while the shop is closed; null for the same as always
 * @param pause why nothing is sent now; null while it works
 * @param access what the shop set to reach the platform by it
 */
@Document("channels")
public record ChannelAccount(
        @Id String id,
        @Version @Nullable Long version,
        ChannelType type,
        String kind,
        String name,
        AssistantMode assistantMode,
        @Nullable AssistantMode assistantModeOutsideHours,
        @Nullable Pause pause,
        Access access) {

    public ChannelAccount {
        // Records of earlier versions have none.
        access = Objects.requireNonNullElse(access, Access.NONE);
    }

    public ChannelAccount(
            String id,
            @Nullable Long version,
            ChannelType type,
            String kind,
            String name,
            AssistantMode assistantMode,
            @Nullable AssistantMode assistantModeOutsideHours,
            @Nullable Pause pause) {
        this(id, version, type, kind, name, assistantMode, assistantModeOutsideHours, pause, Access.NONE);
    }

    /** What the assistant does on the account: answers, drafts for an advisor, or nothing. */
    public enum AssistantMode {
        AUTO,
        SUGGEST,
        OFF
    }

    /** Sending stopped, with the platform's reason or a person's; messages wait in their lanes. */
    public record Pause(String code, String reason, Instant since) {

        /** The code of a pause that a person wanted. */
        static final String BY_PERSON = "PAUSED";

        boolean isByPerson() {
            return code.equals(BY_PERSON);
        }
    }

    /**
     * What the shop set to reach the platform; null where it is left to the settings.
     *
     * @param sealedToken the token as the vault keeps it
     * @param tokenSince when the token was set or renewed
     * @param tokenEndsAt when the token stops working, as far as is known
     * @param renewedFrom a fingerprint of the setting's token that this one renews; null for a token that was set here
     * @param sealedAppSecret what signs the webhooks of the account's app, as the vault keeps it
     * @param businessAccountId the WhatsApp business account, which the templates belong to
     * @param catalogId the platform's catalogue whose products have our SKUs
     * @param messagesPerSecond how many messages may leave in a second
     * @param testNumberSince when the platform showed it to be a number for tests, which reaches listed numbers alone
     * @param settings what a channel of a file lets be set
     */
    public record Access(
            @Nullable String sealedToken,
            @Nullable Instant tokenSince,
            @Nullable Instant tokenEndsAt,
            @Nullable String renewedFrom,
            @Nullable String sealedAppSecret,
            @Nullable String businessAccountId,
            @Nullable String catalogId,
            @Nullable Integer messagesPerSecond,
            @Nullable Instant testNumberSince,
            Map<String, String> settings) {

        static final Access NONE = new Access(null, null, null, null, null, null, null, null, null, Map.of());

        public Access {
            // Records of earlier versions have none.
            settings = Map.copyOf(Objects.requireNonNullElse(settings, Map.of()));
        }

        Access withToken(
                @Nullable String sealed,
                @Nullable Instant since,
                @Nullable Instant endsAt,
                @Nullable String fingerprint) {
            return new Access(
                    sealed,
                    since,
                    endsAt,
                    fingerprint,
                    sealedAppSecret,
                    businessAccountId,
                    catalogId,
                    messagesPerSecond,
                    testNumberSince,
                    settings);
        }

        Access withAppSecret(@Nullable String sealed) {
            return new Access(
                    sealedToken,
                    tokenSince,
                    tokenEndsAt,
                    renewedFrom,
                    sealed,
                    businessAccountId,
                    catalogId,
                    messagesPerSecond,
                    testNumberSince,
                    settings);
        }

        Access with(@Nullable String business, @Nullable String catalog, @Nullable Integer perSecond) {
            return new Access(
                    sealedToken,
                    tokenSince,
                    tokenEndsAt,
                    renewedFrom,
                    sealedAppSecret,
                    business,
                    catalog,
                    perSecond,
                    testNumberSince,
                    settings);
        }

        Access ofTestNumber(Instant since) {
            return new Access(
                    sealedToken,
                    tokenSince,
                    tokenEndsAt,
                    renewedFrom,
                    sealedAppSecret,
                    businessAccountId,
                    catalogId,
                    messagesPerSecond,
                    since,
                    settings);
        }

        Access withSettings(Map<String, String> next) {
            return new Access(
                    sealedToken,
                    tokenSince,
                    tokenEndsAt,
                    renewedFrom,
                    sealedAppSecret,
                    businessAccountId,
                    catalogId,
                    messagesPerSecond,
                    testNumberSince,
                    next);
        }
    }

    public AccountRef ref() {
        return AccountRef.parse(id);
    }

    /** How many messages may leave in a second: as set, else what the platform allows by itself. */
    public int messagesPerSecond() {
        Integer set = access.messagesPerSecond();
        return set != null
                ? set
                : switch (type) {
                    case WHATSAPP -> 80;
                    case INSTAGRAM -> 100;
                    case TELEGRAM, WEBCHAT, EMAIL, OTHER -> 30;
                };
    }

    public @Nullable String businessAccountId() {
        return access.businessAccountId();
    }

    public @Nullable String catalogId() {
        return access.catalogId();
    }

    /** Whether it is a number for tests, which reaches listed numbers alone. */
    public boolean isTestNumber() {
        return access.testNumberSince() != null;
    }

    public boolean isPaused() {
        return pause != null;
    }

    /** What the assistant does while the shop is closed, or is not known to be. */
    AssistantMode modeWhile(boolean isClosed) {
        return isClosed && assistantModeOutsideHours != null ? assistantModeOutsideHours : assistantMode;
    }

    ChannelAccount answeredBy(AssistantMode mode, @Nullable AssistantMode outsideHours) {
        return new ChannelAccount(id, version, type, kind, name, mode, outsideHours, pause, access);
    }

    ChannelAccount paused(Pause reason) {
        return new ChannelAccount(
                id, version, type, kind, name, assistantMode, assistantModeOutsideHours, reason, access);
    }

    ChannelAccount resumed() {
        return new ChannelAccount(
                id, version, type, kind, name, assistantMode, assistantModeOutsideHours, null, access);
    }

    ChannelAccount named(String next) {
        return new ChannelAccount(
                id, version, type, kind, next, assistantMode, assistantModeOutsideHours, pause, access);
    }

    ChannelAccount reachedBy(Access next) {
        return new ChannelAccount(id, version, type, kind, name, assistantMode, assistantModeOutsideHours, pause, next);
    }
}
