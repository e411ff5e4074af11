package ar.isac.crm.conversation;

import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.message.MessageChange;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.mongodb.core.FindAndModifyOptions;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.data.mongodb.core.mapping.Document;
import org.springframework.data.mongodb.core.query.Criteria;
import org.springframework.data.mongodb.core.query.Query;
import org.springframework.data.mongodb.core.query.Update;
import org.springframework.stereotype.Component;

/**
 * The platforms' ids of messages. A report, a reaction, an edit may come before we know whose it is: it waits here, and whoever
 * comes second, the news or the message, sees both.
 */
@Component
public class ExternalIds {

    private final MongoTemplate database;
    private final Messages messages;

    ExternalIds(MongoTemplate database, Messages messages) {
        this.database = database;
        this.messages = messages;
    }

    /** What is known of one of the platform's ids. */
    @Document("externalIds")
    record Known(
            @Id String id,
            @Nullable String messageId,
            @Nullable List<Report> waiting,
            @Nullable List<Change> changes) {

        List<Report> reports() {
            return Objects.requireNonNullElse(waiting, List.of());
        }

        List<Change> changesInWait() {
            return Objects.requireNonNullElse(changes, List.of());
        }
    }

    /** What somebody did to a message. */
    record Change(String cause, Author by, MessageChange change, Instant at) {}

    /** A report of the platform. */
    record Report(
            DeliveryStatus status,
            @Nullable String errorCode,
            @Nullable String errorText) {}

    private static String id(String accountId, String externalId) {
        return accountId + "/" + externalId;
    }

    /** The message of ours, or echoed, with this id of the platform. */
    Optional<String> messageId(String accountId, String externalId) {
        return Optional.ofNullable(find(accountId, externalId)).map(Known::messageId);
    }

    /** The message with this id of the platform, whoever wrote it. */
    public Optional<String> anyMessageId(String accountId, String externalId) {
        return messageId(accountId, externalId)
                .or(() -> messages.findByKey(inboundKey(accountId, externalId)).map(Message::id));
    }

    /** The key of a message that came from the platform. */
    static String inboundKey(String accountId, String externalId) {
        return "in/" + accountId + "/" + externalId;
    }

    /** What waits for a customer's message, which is known by its key and never noted here. */
    List<Change> changesInWait(String accountId, String externalId) {
        Known known = find(accountId, externalId);
        return known == null ? List.of() : known.changesInWait();
    }

    /** Notes whose id it is; returns it with all that waited. */
    Known note(String accountId, String externalId, String messageId) {
        return change(id(accountId, externalId), Update.update("messageId", messageId));
    }

    /** Lets a report wait, unless it is known by now whose it is: then returns the message's id. */
    Optional<String> await(String accountId, String externalId, Report report) {
        Known known = change(id(accountId, externalId), new Update().addToSet("waiting", report));
        return Optional.ofNullable(known.messageId());
    }

    /** Lets a change wait, unless it is known by now whose it is: then returns the message's id. */
    Optional<String> await(String accountId, String externalId, Change change) {
        change(id(accountId, externalId), new Update().addToSet("changes", change));
        return anyMessageId(accountId, externalId);
    }

    private @Nullable Known find(String accountId, String externalId) {
        return database.findById(id(accountId, externalId), Known.class);
    }

    private Known change(String id, Update update) {
        Known known = database.findAndModify(
                Query.query(Criteria.where("_id").is(id)),
                update,
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                Known.class);
        return Objects.requireNonNull(known);
    }
}
