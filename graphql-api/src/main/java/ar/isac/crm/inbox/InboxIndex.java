package ar.isac.crm.inbox;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.ConversationsChanged;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.conversation.Messages;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.CustomersChanged;
import ar.isac.crm.draft.Drafts;
import ar.isac.crm.event.Events;
import ar.isac.crm.event.Events.News;
import ar.isac.crm.graphql.Page;
import ar.isac.crm.inbox.InboxDocuments.Surroundings;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.note.Notes;
import ar.isac.crm.search.DistinctValues;
import ar.isac.crm.search.ListIndex;
import ar.isac.crm.search.ListOrder;
import ar.isac.crm.search.SearchWords;
import ar.isac.crm.shop.ShopSettings;
import jakarta.annotation.PreDestroy;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.lucene.document.LongField;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import reactor.core.Disposable;
import reactor.core.Disposables;

/**
 * The conversations and messages on disk, for lists and searches. What changes on this node is noted at once and seen by the
 * next question; what changes on others is told by the log of events. The number of the last event that is in the index is kept
 * with each commit, so a start reads on from there; only when the log does not reach back that far, everything is read anew.
 */
@Component
class InboxIndex implements SmartInitializingSingleton {

    private static final Logger log = LoggerFactory.getLogger(InboxIndex.class);

    /** Another form of the documents asks for another number here, and the index is built anew. */
    private static final String FORM = "4";

    private static final String FORM_KEY = "form";
    private static final String EVENT_KEY = "event";
    private static final int PIECE = 500;
    private static final ListOrder NEWEST_FIRST = ListOrder.by(new ListOrder.Key(InboxDocuments.AT, true));

    private final Conversations conversations;
    private final Messages messages;
    private final Customers customers;
    private final Notes notes;
    private final Drafts drafts;
    private final Events events;
    private final ListIndex index;
    private final Disposable.Swap subscription = Disposables.swap();
    private Noted noted = new Noted(0);
    private long applied;
    private long committed = -1;
    private boolean isWhole = true;
    private boolean isClosed;
    private int buildings;

    /** What is to be read again, and the event up to which that is all. */
    private static final class Noted {

        private final Set<String> conversations = new HashSet<>();
        private final Set<String> messages = new HashSet<>();
        private final Set<String> customers = new HashSet<>();
        private long upTo;
        private boolean isEverything;

        Noted(long upTo) {
            this.upTo = upTo;
        }

        boolean isNothing() {
            return conversations.isEmpty() && messages.isEmpty() && customers.isEmpty() && !isEverything;
        }

        void add(Noted more) {
            conversations.addAll(more.conversations);
            messages.addAll(more.messages);
            customers.addAll(more.customers);
            isEverything |= more.isEverything;
            upTo = Math.max(upTo, more.upTo);
        }
    }

    private final Object noting = new Object();

    InboxIndex(
            Conversations conversations,
            Messages messages,
            Customers customers,
            Notes notes,
            Drafts drafts,
            Events events,
            ShopSettings shop) {
        this.conversations = conversations;
        this.messages = messages;
        this.customers = customers;
        this.notes = notes;
        this.drafts = drafts;
        this.events = events;
        this.index = ListIndex.in(
                shop.dataDir().resolve("index").resolve("inbox"),
                NEWEST_FIRST,
                kept -> FORM.equals(kept.get(FORM_KEY)));
    }

    @Override
    public void afterSingletonsInstantiated() {
        Map<String, String> kept = index.committed();
        if (FORM.equals(kept.get(FORM_KEY))) {
            applied = Long.parseLong(kept.getOrDefault(EVENT_KEY, "0"));
            committed = applied;
        } else {
            applied = events.last();
            note(changes -> changes.isEverything = true);
        }
        long from = applied;
        note(changes -> changes.upTo = from);
        subscription.update(events.follow(Optional.of(from)).subscribe(this::hear));
    }

    @EventListener
    void on(ConversationsChanged change) {
        note(changes -> changes.conversations.addAll(change.ids()));
    }

    @EventListener
    void on(CustomersChanged change) {
        note(changes -> changes.customers.addAll(change.ids()));
    }

    private void hear(News news) {
        switch (news) {
            case News.ResyncRequired(long cursor) ->
                note(changes -> {
                    changes.isEverything = true;
                    changes.upTo = cursor;
                });
            case News.Occurred(var numbered) ->
                note(changes -> {
                    ConversationEvent event = numbered.event();
                    if (!event.conversationId().isEmpty()) {
                        changes.conversations.add(event.conversationId());
                        if (event.seq() != null) {
                            changes.messages.add(Message.id(event.conversationId(), event.seq()));
                        }
                    }
                    changes.upTo = Math.max(changes.upTo, numbered.number());
                });
        }
    }

    private void note(Consumer<Noted> change) {
        synchronized (noting) {
            change.accept(noted);
        }
    }

    private Noted takeNoted() {
        synchronized (noting) {
            Noted taken = noted;
            noted = new Noted(taken.upTo);
            return taken;
        }
    }

    /** Takes over what was noted since the last time. What cannot be read now is noted again. */
    @Scheduled(fixedDelay = 200)
    void catchUp() {
        try {
            takeOver();
        } catch (DataAccessException e) {
            log.warn(
                    "The inbox's index cannot be brought up to date now: {}",
                    e.getClass().getSimpleName());
        }
    }

    private synchronized void takeOver() {
        if (isClosed) {
            return;
        }
        Noted taken = takeNoted();
        try {
            if (taken.isEverything) {
                readEverything();
            }
            if (!taken.isNothing()) {
                taken.conversations.addAll(conversationsOf(taken.customers));
                inPieces(taken.conversations, this::putOrRemove);
                inPieces(taken.messages, piece -> messages.find(piece).forEach(this::put));
            }
            applied = taken.upTo;
        } catch (DataAccessException e) {
            note(changes -> changes.add(taken));
            throw e;
        }
    }

    /** The lists are whole when this returns; the messages come by and by, so that nobody waits for a million of them. */
    private void readEverything() {
        log.info("Building the inbox's index");
        index.removeAll();
        try (Stream<Conversation> all = conversations.stream()) {
            inPieces(all, this::put);
        }
        isWhole = false;
        int building = ++buildings;
        Thread.startVirtualThread(() -> readMessages(building));
    }

    private void readMessages(int building) {
        try (Stream<String> all = messages.ids()) {
            inPieces(all, piece -> putAgain(piece, building));
            finish(building);
        } catch (DataAccessException e) {
            log.warn("The messages cannot be read now: {}", e.getClass().getSimpleName());
            note(changes -> changes.isEverything = true);
        }
    }

    /** Reading and putting are one step, so that of two states of a message the later one stays. */
    private synchronized void putAgain(List<String> messageIds, int building) {
        if (building == buildings && !isClosed) {
            messages.find(messageIds).forEach(this::put);
        }
    }

    private synchronized void finish(int building) {
        if (building == buildings && !isClosed) {
            isWhole = true;
            log.info("Built the inbox's index");
        }
    }

    /** Conversations end with the erasure of their customer alone. */
    private void putOrRemove(List<String> ids) {
        List<Conversation> found = conversations.find(ids);
        put(found);
        Set<String> gone = new HashSet<>(ids);
        found.forEach(conversation -> gone.remove(conversation.id()));
        if (!gone.isEmpty()) {
            removeWithMessages(gone);
        }
    }

    private void removeWithMessages(Collection<String> conversationIds) {
        index.remove(conversationIds);
        index.remove(new TermInSetQuery(
                InboxDocuments.CONVERSATION_ID,
                conversationIds.stream().map(BytesRef::new).toList()));
    }

    /** Nothing of these conversations is in the index or in its files any more. */
    synchronized void erase(Collection<String> conversationIds) {
        if (!isClosed) {
            removeWithMessages(conversationIds);
            // An index that is being built is not committed, so that a crash builds it anew; its files hold them no
            // more.
            index.commitForgetting(isWhole ? Map.of(FORM_KEY, FORM, EVENT_KEY, Long.toString(applied)) : Map.of());
            committed = isWhole ? applied : committed;
        }
    }

    private void put(List<Conversation> changed) {
        List<String> ids =
                changed.stream().map(Conversation::customerId).distinct().toList();
        Map<String, Customer> known =
                customers.find(ids).stream().collect(Collectors.toMap(Customer::id, Function.identity()));
        List<String> conversationIds = changed.stream().map(Conversation::id).toList();
        Map<String, Set<String>> mentioned = notes.mentioned(conversationIds);
        Map<String, Set<String>> drafting = drafts.authors(conversationIds);
        changed.stream()
                .filter(conversation -> conversation.lastMessage() != null)
                .forEach(conversation -> index.put(
                        conversation.id(),
                        InboxDocuments.of(
                                conversation,
                                new Surroundings(
                                        known.get(conversation.customerId()),
                                        mentioned.getOrDefault(conversation.id(), Set.of()),
                                        drafting.getOrDefault(conversation.id(), Set.of())))));
    }

    private void put(Message message) {
        if (message.isDeleted()) {
            index.remove(List.of(message.id()));
        } else {
            index.put(message.id(), InboxDocuments.of(message));
        }
    }

    private Collection<String> conversationsOf(Set<String> customerIds) {
        if (customerIds.isEmpty()) {
            return List.of();
        }
        Query theirs = new TermInSetQuery(
                InboxDocuments.CUSTOMER, customerIds.stream().map(BytesRef::new).toList());
        return index.ids(theirs);
    }

    private static void inPieces(Collection<String> ids, Consumer<List<String>> work) {
        inPieces(ids.stream(), work);
    }

    private static <T> void inPieces(Stream<T> all, Consumer<List<T>> work) {
        List<T> piece = new ArrayList<>();
        all.forEach(each -> {
            piece.add(each);
            if (piece.size() == PIECE) {
                work.accept(List.copyOf(piece));
                piece.clear();
            }
        });
        if (!piece.isEmpty()) {
            work.accept(piece);
        }
    }

    /** A crash loses what came after the last commit, and the log of events tells it again. */
    @Scheduled(fixedDelay = 5_000)
    synchronized void commit() {
        if (isWhole && applied > committed) {
            index.commit(Map.of(FORM_KEY, FORM, EVENT_KEY, Long.toString(applied)));
            committed = applied;
        }
    }

    /** A page of conversations, which can be counted. */
    Page<Conversation> conversations(
            ConversationFilter filter, Viewer viewer, ConversationOrder order, int size, @Nullable String after) {
        catchUp();
        return page(filter, viewer, order.order(), size, after).countedBy(() -> count(filter, viewer));
    }

    private Page<Conversation> page(
            ConversationFilter filter, Viewer viewer, ListOrder order, int size, @Nullable String after) {
        Query seen = viewer.sees(filter.query(viewer));
        String search = Objects.requireNonNullElse(filter.search(), "");
        if (!SearchWords.areIn(search)) {
            return index.page(seen, order, size, after, conversations::find, Conversation::id);
        }
        Saying saying = new Saying(search);
        Optional<Query> few = index.reading(saying::asLongAsFew);
        if (few.isPresent()) {
            return index.page(both(seen, few.get()), order, size, after, conversations::find, Conversation::id);
        }
        return index.page(seen, saying::among, order, size, after, conversations::find, Conversation::id)
                .orElseGet(() -> index.page(
                        both(seen, index.reading(saying::all)),
                        order,
                        size,
                        after,
                        conversations::find,
                        Conversation::id));
    }

    /** How many conversations there are that somebody sees. */
    int count(ConversationFilter filter, Viewer viewer) {
        catchUp();
        return index.count(query(filter, viewer));
    }

    /**
     * How many of the conversations that somebody sees were written in since an instant.
     *
     * @param wrote one who wrote in them
     * @param didNot one who did not; null for whoever else wrote
     */
    int count(Viewer viewer, Instant since, Author wrote, @Nullable Author didNot) {
        catchUp();
        return index.reading(searcher -> {
            Set<String> found = new HashSet<>(writtenIn(searcher, since, wrote));
            if (didNot != null) {
                found.removeAll(writtenIn(searcher, since, didNot));
            }
            return searcher.count(viewer.sees(new TermInSetQuery(
                    ListIndex.ID, found.stream().map(BytesRef::new).toList())));
        });
    }

    /** The cost grows with what was written since then, by whomever; no conversation is read. */
    private static Set<String> writtenIn(IndexSearcher searcher, Instant since, Author author) throws IOException {
        Query theirs = new BooleanQuery.Builder()
                .add(new TermQuery(new Term(InboxDocuments.KIND, InboxDocuments.MESSAGE)), Occur.FILTER)
                .add(new TermQuery(new Term(InboxDocuments.AUTHOR, author.name())), Occur.FILTER)
                .add(LongField.newRangeQuery(InboxDocuments.AT, since.toEpochMilli(), Long.MAX_VALUE), Occur.FILTER)
                .build();
        return DistinctValues.all(InboxDocuments.OF_CONVERSATION, searcher, theirs);
    }

    /**
     * A page of the messages that say something, the newest first.
     *
     * @param conversationId only of this conversation; null for all
     */
    Page<Message> messages(String search, @Nullable String conversationId, int size, @Nullable String after) {
        catchUp();
        BooleanQuery.Builder all = new BooleanQuery.Builder().add(Saying.messages(search), Occur.FILTER);
        if (conversationId != null) {
            all.add(new TermQuery(new Term(InboxDocuments.CONVERSATION_ID, conversationId)), Occur.FILTER);
        }
        return index.page(all.build(), NEWEST_FIRST, size, after, messages::find, Message::id);
    }

    private Query query(ConversationFilter filter, Viewer viewer) {
        Query seen = viewer.sees(filter.query(viewer));
        String search = Objects.requireNonNullElse(filter.search(), "");
        return SearchWords.areIn(search) ? both(seen, index.reading(new Saying(search)::all)) : seen;
    }

    private static Query both(Query one, Query other) {
        return new BooleanQuery.Builder()
                .add(one, Occur.FILTER)
                .add(other, Occur.FILTER)
                .build();
    }

    @PreDestroy
    synchronized void close() {
        subscription.dispose();
        commit();
        isClosed = true;
        index.close();
    }
}
