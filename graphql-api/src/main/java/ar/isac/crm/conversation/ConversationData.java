package ar.isac.crm.conversation;

import ar.isac.crm.account.ChannelAccount;
import ar.isac.crm.account.ChannelAccounts;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.MediaRequest;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** All that a person and the shop said to each other. */
@Component
class ConversationData implements PersonalData {

    private static final int PIECE = 200;

    private final Conversations conversations;
    private final Messages messages;
    private final ChannelAccounts accounts;
    private final Threads threads;
    private final Mentions mentions;
    private final Entry entry;
    private final ApplicationEventPublisher events;

    ConversationData(
            Conversations conversations,
            Messages messages,
            ChannelAccounts accounts,
            Threads threads,
            Mentions mentions,
            Entry entry,
            ApplicationEventPublisher events) {
        this.conversations = conversations;
        this.messages = messages;
        this.accounts = accounts;
        this.threads = threads;
        this.mentions = mentions;
        this.entry = entry;
        this.events = events;
    }

    @Override
    public Set<String> collections() {
        return Set.of("conversations", "messages", "cases", "externalIds", "waitingLanes");
    }

    /** A conversation keeps its id when customers are merged, so every record is asked for on every account. */
    @Override
    public Person completed(Person person) {
        List<String> possible = Stream.concat(
                        accounts.all().stream().map(ChannelAccount::id),
                        person.handles().stream().map(handle -> handle.substring(0, handle.indexOf('/'))))
                .distinct()
                .flatMap(account ->
                        person.all(Person.CUSTOMER).stream().map(customer -> Conversation.id(account, customer)))
                .toList();
        List<Conversation> found = conversations.find(possible);
        Set<String> media = new HashSet<>();
        found.forEach(conversation -> media.addAll(mediaOf(conversation)));
        return person.with(Person.CONVERSATION, found.stream().map(Conversation::id))
                .with(Person.MEDIA, media.stream());
    }

    private Set<String> mediaOf(Conversation conversation) {
        Set<String> media = new HashSet<>();
        for (long from = 1; from <= conversation.lastSeq(); from += PIECE) {
            messages.range(conversation.id(), from, Math.min(conversation.lastSeq(), from + PIECE - 1))
                    .forEach(message -> {
                        mediaOf(message.content(), media);
                        mediaOf(message.medium(MediaRequest.Part.STORY), media);
                        message.revisions().versions().forEach(version -> mediaOf(version.content(), media));
                    });
        }
        return media;
    }

    private static void mediaOf(@Nullable MessageContent content, Set<String> media) {
        if (content instanceof MediaContent medium && medium.mediaId() != null) {
            media.add(medium.mediaId());
        }
    }

    @Override
    public void erase(Person person) {
        List<Conversation> there = conversations.find(person.all(Person.CONVERSATION));
        collections().forEach(collection -> mentions.remove(collection, person));
        Set<String> gone = there.stream().map(Conversation::id).collect(Collectors.toSet());
        if (!gone.isEmpty()) {
            events.publishEvent(new ConversationsChanged(gone));
            List<Publication> news =
                    gone.stream().map(id -> threads.changed(id, "erased")).toList();
            entry.publish(news);
        }
    }
}
