package ar.isac.crm.simulator;

import ar.isac.crm.simulator.Phone.App;
import ar.isac.crm.simulator.PhoneMessage.State;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * The phones and what is on them, in memory and bounded: beyond {@link #MOST_PHONES} the one that was quiet longest goes, beyond
 * {@link #MOST_MESSAGES} the oldest message. Every change is told to the pages that watch.
 */
@Component
@OnlyInDemo
class Phones {

    static final int MOST_PHONES = 500;
    static final int MOST_MESSAGES = 2000;

    private final PhoneFeed feed;

    /** In the order of their last use, guarded by this. */
    private final Map<String, Chat> chats = new LinkedHashMap<>();

    Phones(PhoneFeed feed) {
        this.feed = feed;
        for (Phone phone : Inventions.FIRST) {
            add(phone);
        }
    }

    private static final class Chat {
        private Phone phone;
        private final LinkedHashMap<String, PhoneMessage> messages = new LinkedHashMap<>();

        private Chat(Phone phone) {
            this.phone = phone;
        }
    }

    /** A phone with the newest of what is on it, oldest first. */
    record View(Phone phone, List<PhoneMessage> messages) {}

    synchronized Phone add(Phone phone) {
        Chat known = chats.get(phone.id());
        if (known != null) {
            return known.phone;
        }
        if (chats.size() >= MOST_PHONES) {
            String quietest = chats.keySet().iterator().next();
            chats.remove(quietest);
            feed.publish(new PhoneFeed.Removed(quietest));
        }
        chats.put(phone.id(), new Chat(phone));
        feed.publish(new PhoneFeed.Changed(phone));
        return phone;
    }

    synchronized Optional<Phone> find(String id) {
        return Optional.ofNullable(chats.get(id)).map(chat -> chat.phone);
    }

    /** The phone at an address; one that nobody has seen yet rings all the same, since customers outlive a restart. */
    synchronized Phone at(App app, String address) {
        return find(Phone.id(app, address))
                .orElseGet(() -> add(Phone.of(app, address, app == App.WHATSAPP ? "+" + address : address, null)));
    }

    /** All phones with their newest messages, the longest known first. */
    synchronized List<View> views(int newest) {
        List<View> views = new ArrayList<>();
        chats.values().forEach(chat -> {
            List<PhoneMessage> messages = List.copyOf(chat.messages.values());
            views.add(new View(chat.phone, messages.subList(Math.max(0, messages.size() - newest), messages.size())));
        });
        return views;
    }

    synchronized Optional<PhoneMessage> message(String phoneId, String messageId) {
        return Optional.ofNullable(chats.get(phoneId)).map(chat -> chat.messages.get(messageId));
    }

    synchronized Collection<PhoneMessage> messages(String phoneId) {
        Chat chat = chats.get(phoneId);
        return chat == null ? List.of() : List.copyOf(chat.messages.values());
    }

    synchronized void append(String phoneId, PhoneMessage message) {
        // Taken out and put back: the order is that of the last use.
        Chat chat = chats.remove(phoneId);
        if (chat == null) {
            return;
        }
        chats.put(phoneId, chat);
        if (chat.messages.size() >= MOST_MESSAGES) {
            chat.messages.remove(chat.messages.keySet().iterator().next());
        }
        chat.messages.put(message.id(), message);
        if (message.isMine()) {
            chat.phone = chat.phone.wroteAt(message.at());
        }
        feed.publish(new PhoneFeed.Wrote(phoneId, message));
    }

    /** Changes a message that is still there. */
    synchronized Optional<PhoneMessage> change(String phoneId, String messageId, UnaryOperator<PhoneMessage> change) {
        Chat chat = chats.get(phoneId);
        PhoneMessage message = chat == null ? null : chat.messages.get(messageId);
        if (chat == null || message == null) {
            return Optional.empty();
        }
        PhoneMessage changed = change.apply(message);
        if (!changed.equals(message)) {
            chat.messages.put(messageId, changed);
            feed.publish(new PhoneFeed.Wrote(phoneId, changed));
        }
        return Optional.of(changed);
    }

    /** The owner looks at the phone: what came from the shop is read from now on. Returns what was not before. */
    synchronized List<PhoneMessage> see(String phoneId) {
        return readAll(
                phoneId,
                messages(phoneId).stream()
                        .filter(message -> !message.isMine() && message.state() == State.DELIVERED)
                        .toList());
    }

    /** The shop has read the message, and with it all that came before. It may be quicker than its answer to the delivery. */
    synchronized void readByShop(String phoneId, String messageId) {
        List<PhoneMessage> upTo = new ArrayList<>();
        for (PhoneMessage message : messages(phoneId)) {
            if (message.isMine() && message.state() != State.READ) {
                upTo.add(message);
            }
            if (message.id().equals(messageId)) {
                readAll(phoneId, upTo);
                return;
            }
        }
    }

    private List<PhoneMessage> readAll(String phoneId, List<PhoneMessage> messages) {
        return messages.stream()
                .map(message -> Objects.requireNonNull(
                        change(phoneId, message.id(), it -> it.in(State.READ)).orElse(null)))
                .toList();
    }

    /** The phone that has the message on it. */
    synchronized @Nullable Phone holderOf(App app, String messageId) {
        return chats.values().stream()
                .filter(chat -> chat.phone.app() == app && chat.messages.containsKey(messageId))
                .map(chat -> chat.phone)
                .findFirst()
                .orElse(null);
    }

    void showTyping(String phoneId, boolean isTyping) {
        feed.publish(new PhoneFeed.Typing(phoneId, isTyping));
    }
}
