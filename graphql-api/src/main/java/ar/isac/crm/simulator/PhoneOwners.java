package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Chosen;
import ar.isac.crm.simulator.PhoneContent.Option;
import ar.isac.crm.simulator.PhoneContent.Press;
import ar.isac.crm.simulator.PhoneContent.Words;
import ar.isac.crm.simulator.PhoneMessage.State;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** What customers do with their phones; Meta tells the shop by webhook. */
@Component
@OnlyInDemo
class PhoneOwners {

    /** Where this server offers an Instagram medium to anybody who has the link. */
    static final String CDN_PATH = "/simulator/cdn/";

    private final Phones phones;
    private final KeptMedia media;
    private final SimulatedMeta meta;
    private final WebhookSender webhooks;
    private final PhoneErrands errands;
    private final Clock clock;

    PhoneOwners(
            Phones phones,
            KeptMedia media,
            SimulatedMeta meta,
            WebhookSender webhooks,
            PhoneErrands errands,
            Clock clock) {
        this.phones = phones;
        this.media = media;
        this.meta = meta;
        this.webhooks = webhooks;
        this.errands = errands;
        this.clock = clock;
    }

    /** Sends the content to the shop. */
    PhoneMessage write(Phone phone, PhoneContent content, @Nullable String replyToId) {
        PhoneMessage message = PhoneMessage.byCustomer(
                Inventions.messageId(phone.app()), content, replyToId, clock.instant(), accountOf(phone));
        phones.append(phone.id(), message);
        errands.run(phone.id(), () -> deliver(phone, message));
        return message;
    }

    /** Presses an option of a message of the shop; empty when there is no such option to press. */
    Optional<PhoneMessage> press(Phone phone, String messageId, String optionId) {
        return phones.message(phone.id(), messageId)
                .filter(message -> !message.isMine())
                .flatMap(message -> option(message, optionId))
                .filter(option -> option.press() != Press.LINK)
                .map(option -> write(phone, new Chosen(option, messageId), answers(option) ? messageId : null));
    }

    private static Optional<Option> option(PhoneMessage message, String optionId) {
        return message.content() instanceof Choices choices
                ? choices.options().stream()
                        .filter(option -> option.id().equals(optionId))
                        .findFirst()
                : Optional.empty();
    }

    /** WhatsApp says which message was answered, Instagram does not. */
    private static boolean answers(Option option) {
        return switch (option.press()) {
            case BUTTON_REPLY, LIST_REPLY, TEMPLATE_BUTTON -> true;
            case QUICK_REPLY, POSTBACK, LINK -> false;
        };
    }

    /** Tries once more to deliver what was not delivered, under the same id. */
    void retry(Phone phone, String messageId) {
        phones.message(phone.id(), messageId)
                .filter(message -> message.isMine() && message.state() == State.NOT_DELIVERED)
                .flatMap(message -> phones.change(phone.id(), messageId, it -> it.in(State.SENDING)))
                .ifPresent(message -> errands.run(phone.id(), () -> deliver(phone, message)));
    }

    /** Reacts to a message of either side; null takes the reaction away. */
    Optional<PhoneMessage> react(Phone phone, String messageId, @Nullable String emoji) {
        return told(
                phone,
                messageId,
                message -> !message.isDeleted(),
                message -> message.reactedToByOwner(emoji),
                this::reaction);
    }

    /** Says something else in an own message of words. */
    Optional<PhoneMessage> edit(Phone phone, String messageId, String text) {
        return told(
                phone,
                messageId,
                message -> message.isMine() && !message.isDeleted() && message.content() instanceof Words,
                message -> message.edited(new Words(text)),
                this::edit);
    }

    /** Takes an own message back. */
    Optional<PhoneMessage> delete(Phone phone, String messageId) {
        return told(
                phone,
                messageId,
                message -> message.isMine() && !message.isDeleted(),
                PhoneMessage::deleted,
                this::deletion);
    }

    /** Changes a message for which that is possible, and tells the shop. */
    private Optional<PhoneMessage> told(
            Phone phone,
            String messageId,
            Predicate<PhoneMessage> isPossible,
            UnaryOperator<PhoneMessage> change,
            BiFunction<Phone, PhoneMessage, byte[]> news) {
        Optional<PhoneMessage> changed = phones.message(phone.id(), messageId)
                .filter(isPossible)
                .flatMap(message -> phones.change(phone.id(), messageId, change));
        changed.ifPresent(message -> {
            byte[] body = news.apply(phone, message);
            errands.run(phone.id(), () -> webhooks.report(phone.app(), body));
        });
        return changed;
    }

    private byte[] reaction(Phone phone, PhoneMessage about) {
        return switch (phone.app()) {
            case WHATSAPP -> WhatsAppEvents.reaction(phone, about, clock.instant());
            case INSTAGRAM -> InstagramEvents.reaction(phone, about, clock.instant());
        };
    }

    private byte[] edit(Phone phone, PhoneMessage edited) {
        return switch (phone.app()) {
            case WHATSAPP -> WhatsAppEvents.edit(phone, edited, media, clock.instant());
            case INSTAGRAM -> InstagramEvents.edit(phone, edited, ((Words) edited.content()).text(), clock.instant());
        };
    }

    private byte[] deletion(Phone phone, PhoneMessage deleted) {
        return switch (phone.app()) {
            case WHATSAPP -> WhatsAppEvents.revoke(phone, deleted, clock.instant());
            case INSTAGRAM -> InstagramEvents.unsend(phone, deleted, clock.instant());
        };
    }

    /** Looks at the phone: whatever the shop wrote is read. */
    void see(Phone phone) {
        // Behind the statuses that are still on their way, as nobody reads what has not arrived.
        errands.run(phone.id(), () -> {
            for (PhoneMessage message : phones.see(phone.id())) {
                webhooks.report(phone.app(), read(phone, message));
            }
        });
    }

    private byte[] read(Phone phone, PhoneMessage message) {
        return switch (phone.app()) {
            case WHATSAPP -> WhatsAppEvents.status(phone, message, "read", clock.instant());
            case INSTAGRAM -> InstagramEvents.read(phone, message, clock.instant());
        };
    }

    private void deliver(Phone phone, PhoneMessage message) throws InterruptedException {
        byte[] body =
                switch (phone.app()) {
                    case WHATSAPP -> WhatsAppEvents.message(phone, message, media);
                    case INSTAGRAM -> InstagramEvents.message(phone, message, meta.baseUrl() + CDN_PATH);
                };
        Optional<String> problem = webhooks.deliver(phone.app(), body);
        phones.change(phone.id(), message.id(), current -> {
            boolean isRead = current.state() == State.READ;
            return isRead ? current : problem.map(current::notDelivered).orElseGet(() -> current.in(State.DELIVERED));
        });
    }

    /** Customers answer the account that wrote to them last. */
    private String accountOf(Phone phone) {
        App app = phone.app();
        return phones.messages(phone.id()).stream()
                .filter(message -> !message.isMine())
                .reduce((first, second) -> second)
                .map(PhoneMessage::accountId)
                .orElseGet(() -> meta.accountId(app));
    }
}
