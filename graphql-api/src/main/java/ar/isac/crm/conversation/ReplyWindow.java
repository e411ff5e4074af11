package ar.isac.crm.conversation;

import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.MessageContent;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Until when a platform lets the shop write, counted from the customer's last message: WhatsApp 24 hours, then templates only;
 * Instagram 24 hours, then up to 7 days for text that a person wrote. In a group nothing may be written.
 *
 * @param freeUntil until when WhatsApp charges nothing, templates included, because the customer came by an advertisement; null
 *     where it does. It is about the price alone: free text needs the 24 hours all the same (Meta, service messages and pricing)
 */
public record ReplyWindow(
        boolean isOpen,
        @Nullable Instant closesAt,
        List<Kind> allows,
        @Nullable Instant freeUntil) {

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
        if (conversation.isOfGroup()) {
            return new ReplyWindow(false, null, List.of(), null);
        }
        ChannelType channel = AccountRef.parse(conversation.accountId()).type();
        return switch (channel) {
            case WHATSAPP -> whatsapp(last, conversation.freeUntil(), now);
            case INSTAGRAM -> instagram(last, now);
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> new ReplyWindow(true, null, List.of(Kind.ANY), null);
        };
    }

    /** Whether a message may go out, and under what tag. */
    enum Leave {
        FREELY,
        AS_HUMAN_AGENT,
        NOT_NOW
    }

    /** What the window says to a message: only approved templates, and on Instagram what a person wrote, outlast the day. */
    Leave leave(Message message) {
        return leave(message.content(), message.isPersonsText());
    }

    Leave leave(MessageContent content, boolean isPersonsText) {
        if (allows.contains(Kind.ANY)) {
            return Leave.FREELY;
        }
        if (content instanceof MessageContent.TemplateContent && allows.contains(Kind.TEMPLATE)) {
            return Leave.FREELY;
        }
        return isPersonsText && allows.contains(Kind.HUMAN_TEXT) ? Leave.AS_HUMAN_AGENT : Leave.NOT_NOW;
    }

    /** Why a message may not go out, in words for the advisor. */
    String refusal() {
        if (allows.contains(Kind.TEMPLATE)) {
            return "Pasaron más de 24 horas desde el último mensaje del cliente: WhatsApp solo deja enviarle una plantilla"
                    + (freeUntil == null ? "." : ", que ahora no tiene costo porque llegó por un anuncio.");
        }
        if (closesAt == null && allows.isEmpty() && !isOpen) {
            return "Acá no se puede escribir: los mensajes de un grupo se leen acá y se responden desde el teléfono.";
        }
        return allows.contains(Kind.HUMAN_TEXT)
                ? "Pasaron más de 24 horas desde el último mensaje del cliente: Instagram solo deja enviarle un texto escrito por una persona."
                : "Pasó el plazo para responderle: Instagram solo deja escribirle de nuevo cuando el cliente te escriba.";
    }

    private static ReplyWindow whatsapp(@Nullable Instant last, @Nullable Instant freeUntil, Instant now) {
        boolean isOpen = last != null && now.isBefore(last.plus(DAY));
        return new ReplyWindow(
                isOpen,
                last == null ? null : last.plus(DAY),
                isOpen ? List.of(Kind.ANY, Kind.TEMPLATE) : List.of(Kind.TEMPLATE),
                freeUntil != null && now.isBefore(freeUntil) ? freeUntil : null);
    }

    private static ReplyWindow instagram(@Nullable Instant last, Instant now) {
        if (last == null || !now.isBefore(last.plus(WEEK))) {
            return new ReplyWindow(false, last == null ? null : last.plus(WEEK), List.of(), null);
        }
        return now.isBefore(last.plus(DAY))
                ? new ReplyWindow(true, last.plus(DAY), List.of(Kind.ANY, Kind.HUMAN_TEXT), null)
                : new ReplyWindow(true, last.plus(WEEK), List.of(Kind.HUMAN_TEXT), null);
    }
}
