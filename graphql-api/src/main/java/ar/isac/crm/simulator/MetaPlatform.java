package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Chosen;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Place;
import ar.isac.crm.simulator.PhoneContent.Words;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Does what the shop asks: puts messages on phones and tells by webhook what becomes of them. */
@Component
@OnlyInDemo
class MetaPlatform {

    private static final Duration WINDOW = Duration.ofHours(24);

    /** Nobody's phone is faster, and the shop mostly has our answer before the first status. */
    private static final Duration ON_THE_WAY = Duration.ofMillis(120);

    private final Phones phones;
    private final KeptMedia media;
    private final LinkedMedia links;
    private final WebhookSender webhooks;
    private final PhoneErrands errands;
    private final Clock clock;
    private final Duration onTheWay;

    @Autowired
    MetaPlatform(
            Phones phones,
            KeptMedia media,
            LinkedMedia links,
            WebhookSender webhooks,
            PhoneErrands errands,
            Clock clock) {
        this(phones, media, links, webhooks, errands, clock, ON_THE_WAY);
    }

    MetaPlatform(
            Phones phones,
            KeptMedia media,
            LinkedMedia links,
            WebhookSender webhooks,
            PhoneErrands errands,
            Clock clock,
            Duration onTheWay) {
        this.phones = phones;
        this.media = media;
        this.links = links;
        this.webhooks = webhooks;
        this.errands = errands;
        this.clock = clock;
        this.onTheWay = onTheWay;
    }

    /** Does it and answers as the platform does. */
    ObjectNode handle(App app, String accountId, JsonNode body) throws InterruptedException {
        Send send =
                switch (app) {
                    case WHATSAPP -> WhatsAppSends.of(body);
                    case INSTAGRAM -> InstagramSends.of(body);
                };
        return switch (send) {
            case Send.Seen seen -> see(app, seen);
            case Send.Reaction reaction -> react(app, reaction);
            case Send.Message message ->
                switch (app) {
                    case WHATSAPP -> sendWhatsApp(accountId, message);
                    case INSTAGRAM -> sendInstagram(accountId, message, body.path("message"));
                };
        };
    }

    private ObjectNode see(App app, Send.Seen seen) {
        Phone phone = seen.address() == null
                ? phones.holderOf(app, Objects.requireNonNull(seen.messageId()))
                : phones.at(app, seen.address());
        if (phone != null) {
            if (seen.isRead()) {
                newestMine(phone, seen.messageId()).ifPresent(id -> phones.readByShop(phone.id(), id));
            }
            phones.showTyping(phone.id(), seen.isTyping());
        }
        ObjectNode answer = MetaJson.JSON.createObjectNode();
        return switch (app) {
            case WHATSAPP -> answer.put("success", true);
            case INSTAGRAM -> answer.put("recipient_id", seen.address());
        };
    }

    private Optional<String> newestMine(Phone phone, @Nullable String named) {
        return named != null
                ? Optional.of(named)
                : phones.messages(phone.id()).stream()
                        .filter(PhoneMessage::isMine)
                        .map(PhoneMessage::id)
                        .reduce((first, second) -> second);
    }

    private ObjectNode react(App app, Send.Reaction reaction) {
        Phone phone = phones.at(app, reaction.address());
        phones.change(phone.id(), reaction.messageId(), message -> message.reactedTo(reaction.emoji()));
        return accepted(app, reaction.address(), reaction.address(), Inventions.messageId(app));
    }

    private static ObjectNode accepted(App app, String input, String address, String id) {
        ObjectNode answer = MetaJson.JSON.createObjectNode();
        switch (app) {
            case WHATSAPP -> {
                answer.put("messaging_product", "whatsapp");
                answer.putArray("contacts").addObject().put("input", input).put("wa_id", address);
                answer.putArray("messages").addObject().put("id", id);
            }
            case INSTAGRAM -> answer.put("recipient_id", address).put("message_id", id);
        }
        return answer;
    }

    /** The Cloud API answers first; a closed window or a medium that cannot be fetched it tells later, by a status. */
    private ObjectNode sendWhatsApp(String accountId, Send.Message send) {
        Phone phone = phones.at(App.WHATSAPP, send.address());
        requireKept(send.content());
        PhoneMessage message = message(App.WHATSAPP, accountId, send, send.content());
        errands.run(phone.id(), () -> {
            Thread.sleep(onTheWay);
            if (send.needsWindow() && isClosed(phone)) {
                fail(phone, message, MetaRefusal.windowClosed());
                return;
            }
            try {
                PhoneMessage complete = send.linked() == null ? message : fetched(message, send.linked());
                phones.append(phone.id(), complete);
                phones.showTyping(phone.id(), false);
                for (String status : new String[] {"sent", "delivered"}) {
                    webhooks.report(phone.app(), WhatsAppEvents.status(phone, complete, status, clock.instant()));
                }
            } catch (LinkedMedia.NotFetched e) {
                fail(phone, message, MetaRefusal.mediaNotFetched(String.valueOf(e.getMessage())));
            }
        });
        return accepted(App.WHATSAPP, send.input(), send.address(), message.id());
    }

    private void fail(Phone phone, PhoneMessage message, MetaRefusal why) throws InterruptedException {
        webhooks.report(phone.app(), WhatsAppEvents.failure(phone, message, why, clock.instant()));
    }

    /** Instagram fetches and checks before it answers, knows no sent and delivered, and echoes the message to the shop. */
    private ObjectNode sendInstagram(String accountId, Send.Message send, JsonNode sent) throws InterruptedException {
        Phone phone = phones.at(App.INSTAGRAM, send.address());
        if (send.needsWindow() && isClosed(phone)) {
            throw MetaRefusal.outsideWindow();
        }
        requireKept(send.content());
        PhoneMessage message = message(App.INSTAGRAM, accountId, send, send.content());
        try {
            PhoneMessage complete = send.linked() == null ? message : fetched(message, send.linked());
            errands.run(phone.id(), () -> {
                Thread.sleep(onTheWay);
                phones.append(phone.id(), complete);
                phones.showTyping(phone.id(), false);
                webhooks.report(phone.app(), InstagramEvents.echo(phone, complete, sent));
            });
        } catch (LinkedMedia.NotFetched e) {
            throw MetaRefusal.attachmentNotFetched(String.valueOf(e.getMessage()));
        }
        return accepted(App.INSTAGRAM, send.input(), send.address(), message.id());
    }

    private PhoneMessage message(App app, String accountId, Send.Message send, PhoneContent content) {
        return PhoneMessage.byShop(
                Inventions.messageId(app), content, send.replyToId(), clock.instant(), accountId, send.callbackData());
    }

    /** A medium named by its id must have been uploaded before. */
    private void requireKept(PhoneContent content) {
        if (content instanceof Medium medium
                && medium.mediaId() != null
                && media.find(medium.mediaId()).isEmpty()) {
            throw MetaRefusal.noSuchObject(medium.mediaId());
        }
    }

    private PhoneMessage fetched(PhoneMessage message, Send.Link link)
            throws LinkedMedia.NotFetched, InterruptedException {
        String mediaId = links.fetch(link.kind(), link.url()).id();
        PhoneContent content =
                switch (message.content()) {
                    case Medium medium -> new Medium(medium.kind(), mediaId, medium.caption(), medium.fileName());
                    case Choices choices ->
                        new Choices(
                                choices.header(),
                                mediaId,
                                choices.text(),
                                choices.footer(),
                                choices.listButton(),
                                choices.options());
                    case Words words -> words;
                    case Place place -> place;
                    case Chosen chosen -> chosen;
                };
        return message.showing(content);
    }

    /** A customer of whom this run remembers nothing may have written before it. */
    private boolean isClosed(Phone phone) {
        Instant last = phones.find(phone.id()).map(Phone::lastWroteAt).orElse(null);
        return last != null && last.plus(WINDOW).isBefore(clock.instant());
    }
}
