package ar.isac.crm.conversation;

import ar.isac.crm.customer.Consent;
import ar.isac.crm.customer.Consent.Purpose;
import ar.isac.crm.customer.Consents;
import ar.isac.crm.customer.ContactWish;
import ar.isac.crm.hub.Channels;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.InboundUpdate.InboundPreference;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.TemplateContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.phrase.Phrases;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Customers who want to be written to unasked no more: how they say so, and what they are not sent from then on. */
@Component
class OptOuts {

    static final String REFUSAL =
            "Este cliente pidió no recibir promociones: solo se le puede enviar una plantilla que no lo sea.";

    private final Consents consents;
    private final Conversations conversations;
    private final Channels channels;
    private final Phrases phrases;
    private final Clock clock;

    OptOuts(Consents consents, Conversations conversations, Channels channels, ShopSettings shop, Clock clock) {
        this.consents = consents;
        this.conversations = conversations;
        this.channels = channels;
        this.phrases = Phrases.of("conversation", shop);
        this.clock = clock;
    }

    /** Whether the customer has said no to what this is. */
    boolean forbid(String customerId, MessageContent content) {
        return content instanceof TemplateContent template
                && template.isMarketing()
                && consents.of(customerId, Purpose.MARKETING)
                        .filter(granted -> !granted)
                        .isPresent();
    }

    /**
     * What a message that asks for no more messages, or for messages again, is answered with; empty for any other.
     *
     * @param before what was said last, which the message may just be the answer to
     */
    Optional<Draft> heard(Message message, String customerId, Conversation.@Nullable LastMessage before) {
        if (!(message.content() instanceof TextContent(String text))) {
            return Optional.empty();
        }
        boolean isChoice =
                before != null && before.author() == Author.ASSISTANT && ContactWish.answers(text, before.preview());
        return isChoice
                ? Optional.empty()
                : ContactWish.in(text)
                        .filter(wish -> wish == ContactWish.STOP || hasStopped(customerId, message))
                        .map(wish -> noted(wish, message, customerId));
    }

    /** «Alta» says nothing to a shop that may write anyway. It does so again when the same message is handled again. */
    private boolean hasStopped(String customerId, Message message) {
        return consents.find(customerId, Purpose.MARKETING)
                .filter(known -> !known.isGranted() || known.setBy().equals(Consent.byMessage(message.id())))
                .isPresent();
    }

    private Draft noted(ContactWish wish, Message message, String customerId) {
        boolean isGranted = wish == ContactWish.RESUME;
        for (Purpose purpose : Purpose.values()) {
            consents.heard(
                    customerId,
                    purpose,
                    isGranted,
                    phrases.say(isGranted ? "optOut.evidence.resume" : "optOut.evidence.stop"),
                    Consent.byMessage(message.id()),
                    message.occurredAt());
        }
        return new Draft(
                "auto/optOut/" + message.id(),
                Author.AUTOMATION,
                null,
                new TextContent(phrases.say(isGranted ? "optOut.resumed" : "optOut.stopped")),
                null,
                null);
    }

    /** The customer has told the platform. */
    void told(String customerId, InboundPreference preference) {
        boolean isGranted = preference.isGranted();
        consents.heard(
                customerId,
                Purpose.MARKETING,
                isGranted,
                phrases.say(
                        isGranted ? "optOut.evidence.platformResume" : "optOut.evidence.platformStop",
                        "platform",
                        name(preference.account().type())),
                platform(preference.account().type()),
                preference.occurredAt());
    }

    /** The platform refuses an offer because the customer has told it; its notice of that may never have come. */
    @EventListener
    void on(SendingRefused refused) {
        ChannelType type = AccountRef.parse(refused.accountId()).type();
        if (channels.showsOptOut(type, refused.code())) {
            conversations
                    .find(refused.conversationId())
                    .ifPresent(conversation -> consents.heard(
                            conversation.customerId(),
                            Purpose.MARKETING,
                            false,
                            phrases.say("optOut.evidence.platformStop", "platform", name(type)),
                            platform(type),
                            clock.instant()));
        }
    }

    private static String platform(ChannelType type) {
        return Consent.byPlatform(type.name().toLowerCase(Locale.ROOT));
    }

    private static String name(ChannelType type) {
        return switch (type) {
            case WHATSAPP -> "WhatsApp";
            case INSTAGRAM -> "Instagram";
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> type.name().toLowerCase(Locale.ROOT);
        };
    }
}
