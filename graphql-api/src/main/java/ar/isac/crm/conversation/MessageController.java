package ar.isac.crm.conversation;

import ar.isac.crm.graphql.Edges;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NodesSource;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.money.Money;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.security.Permissions;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.method.annotation.BatchMapping;
import org.springframework.graphql.data.method.annotation.SchemaMapping;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.stereotype.Controller;

@Controller
class MessageController implements NodesSource {

    private final Messages messages;
    private final Advisors advisors;

    MessageController(Messages messages, Advisors advisors) {
        this.messages = messages;
        this.advisors = advisors;
    }

    @SchemaMapping
    String id(Message message) {
        return GlobalId.of("Message", message.id());
    }

    @SchemaMapping
    String text(Message message) {
        return message.content().plainText();
    }

    @BatchMapping
    Map<Message, Advisor> advisor(List<Message> written) {
        return Edges.of(written, Message::advisorId, advisors::find, Advisor::id);
    }

    @BatchMapping
    Map<Message, Message> replyTo(List<Message> replies) {
        List<String> ids = replies.stream()
                .map(Message::replyToId)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        Map<String, Message> byId = ids.isEmpty()
                ? new HashMap<>()
                : messages.find(ids).stream().collect(Collectors.toMap(Message::id, Function.identity()));
        Map<Message, Message> answered = new HashMap<>();
        for (Message reply : replies) {
            String repliedTo = reply.replyToId();
            Message message = repliedTo == null ? null : byId.get(repliedTo);
            if (message != null) {
                answered.put(reply, message);
            }
        }
        return answered;
    }

    @SchemaMapping
    List<Revisions.GivenReaction> reactions(Message message) {
        return message.revisions().reactions().stream()
                .filter(Revisions.GivenReaction::isVisible)
                .toList();
    }

    /** What it said before; what it says now is the message itself. */
    @SchemaMapping
    List<Revisions.MessageVersion> earlierVersions(Message message) {
        List<Revisions.MessageVersion> versions = message.revisions().versions();
        return versions.isEmpty() ? List.of() : versions.subList(0, versions.size() - 1);
    }

    @SchemaMapping(typeName = "MessageVersion")
    String text(Revisions.MessageVersion version) {
        return version.content().plainText();
    }

    @SchemaMapping(typeName = "MediaContent")
    @Nullable
    String url(MediaContent media) {
        String name = media.fileName();
        String query = name == null ? "" : "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return media.mediaId() == null ? null : "/media/" + media.mediaId() + query;
    }

    @SchemaMapping(typeName = "ProductReading")
    Money price(ReplyEvidence.ProductReading reading) {
        return new Money(reading.price(), reading.currency());
    }

    @Override
    public String type() {
        return "Message";
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public @Nullable Object find(String rawId) {
        return messages.find(rawId).orElse(null);
    }

    @Override
    @PreAuthorize(Permissions.CONVERSATIONS)
    public Map<String, Object> findAll(Collection<String> rawIds) {
        return messages.find(rawIds).stream().collect(Collectors.toMap(Message::id, Function.identity()));
    }
}
