package ar.isac.crm.conversation;

import ar.isac.crm.message.DeliveryStatus;
import java.util.List;
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
 * The platforms' ids of what we sent. A report may come before we know whose it is: it waits here, and whoever comes second,
 * the report or the send's own response, sees both.
 */
@Component
class ExternalIds {

    private final MongoTemplate database;

    ExternalIds(MongoTemplate database) {
        this.database = database;
    }

    /** What is known of one of the platform's ids. */
    @Document("externalIds")
    record Known(
            @Id String id,
            @Nullable String messageId,
            @Nullable List<Report> waiting) {}

    /** A report of the platform. */
    record Report(
            DeliveryStatus status,
            @Nullable String errorCode,
            @Nullable String errorText) {}

    private static String id(String accountId, String externalId) {
        return accountId + "/" + externalId;
    }

    Optional<String> messageId(String accountId, String externalId) {
        return Optional.ofNullable(database.findById(id(accountId, externalId), Known.class))
                .map(Known::messageId);
    }

    /** Notes whose id it is; returns the reports that waited for it. */
    List<Report> note(String accountId, String externalId, String messageId) {
        Known known = change(id(accountId, externalId), Update.update("messageId", messageId));
        return known.waiting() == null ? List.of() : known.waiting();
    }

    /** Lets a report wait, unless it is known by now whose it is: then returns the message's id. */
    Optional<String> await(String accountId, String externalId, Report report) {
        Known known = change(id(accountId, externalId), new Update().addToSet("waiting", report));
        return Optional.ofNullable(known.messageId());
    }

    private Known change(String id, Update update) {
        Known known = database.findAndModify(
                Query.query(Criteria.where("_id").is(id)),
                update,
                FindAndModifyOptions.options().upsert(true).returnNew(true),
                Known.class);
        return java.util.Objects.requireNonNull(known);
    }
}
