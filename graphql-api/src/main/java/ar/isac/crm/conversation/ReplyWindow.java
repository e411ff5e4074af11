package ar.isac.crm.conversation;

import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when a platform lets the shop write, counted from the customer's last message: WhatsApp 24 hours, then templates only;
 * Instagram 24 hours, then up to 7 days for text that a person wrote.
 */
public record ReplyWindow(boolean isOpen, @Nullable Instant closesAt, List<Kind> allows) {

    private static final Duration DAY = Duration.ofHours(24);
    private static final Duration WEEK = Duration.ofDays(7);

    /** What a window tells apart. */
    public enum Kind {
        ANY,
        HUMAN_TEXT,
        TEMPLATE
    }

    public static ReplyWindow of(Conversation conversation, Instant now) {
        Instant last = conversation.lastInboundAt();
        ChannelType channel = AccountRef.parse(conversation.accountId()).type();
        return switch (channel) {
            case WHATSAPP -> whatsapp(last, now);
            case INSTAGRAM -> instagram(last, now);
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> new ReplyWindow(true, null, List.of(Kind.ANY));
        };
    }

    private static ReplyWindow whatsapp(@Nullable Instant last, Instant now) {
        boolean isOpen = last != null && now.isBefore(last.plus(DAY));
        return new ReplyWindow(
                isOpen,
                last == null ? null : last.plus(DAY),
                isOpen ? List.of(Kind.ANY, Kind.TEMPLATE) : List.of(Kind.TEMPLATE));
    }

    private static ReplyWindow instagram(@Nullable Instant last, Instant now) {
        if (last == null || !now.isBefore(last.plus(WEEK))) {
            return new ReplyWindow(false, last == null ? null : last.plus(WEEK), List.of());
        }
        return now.isBefore(last.plus(DAY))
                ? new ReplyWindow(true, last.plus(DAY), List.of(Kind.ANY, Kind.HUMAN_TEXT))
                : new ReplyWindow(true, last.plus(WEEK), List.of(Kind.HUMAN_TEXT));
    }
}
