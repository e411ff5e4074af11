package ar.isac.crm.account;

import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import java.time.Instant;
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
        @Nullable Pause pause) {

    /** What the assistant does on the account: answers, drafts for an advisor, or nothing. */
    public enum AssistantMode {
        AUTO,
        SUGGEST,
        OFF
    }

    /** Sending stopped, with the platform's reason; messages wait in their lanes. */
    public record Pause(String code, String reason, Instant since) {}

    public AccountRef ref() {
        return AccountRef.parse(id);
    }

    public boolean isPaused() {
        return pause != null;
    }

    /** What the assistant does while the shop is closed, or is not known to be. */
    AssistantMode modeWhile(boolean isClosed) {
        return isClosed && assistantModeOutsideHours != null ? assistantModeOutsideHours : assistantMode;
    }

    ChannelAccount answeredBy(AssistantMode mode, @Nullable AssistantMode outsideHours) {
        return new ChannelAccount(id, version, type, kind, name, mode, outsideHours, pause);
    }

    ChannelAccount paused(Pause reason) {
        return new ChannelAccount(id, version, type, kind, name, assistantMode, assistantModeOutsideHours, reason);
    }

    ChannelAccount resumed() {
        return new ChannelAccount(id, version, type, kind, name, assistantMode, assistantModeOutsideHours, null);
    }
}
