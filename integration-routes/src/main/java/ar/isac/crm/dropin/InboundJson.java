package ar.isac.crm.dropin;

import ar.isac.crm.hub.MissingFields;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.InboundUpdate.InboundMessage;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The product's neutral JSON on its way in, as {@code docs/inbound-message.schema.json} describes it. Whose account it is for is
 * none of its fields: the delivery has proved that.
 */
final class InboundJson {

    private static final int LONGEST_ID = 300;

    private final JsonMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();
    private final Clock clock;

    InboundJson(Clock clock) {
        this.clock = clock;
    }

    /** It is not the neutral JSON. The message names the field and quotes nothing. */
    static final class WrongUpdate extends Exception {
        private static final long serialVersionUID = 1;

        WrongUpdate(String message) {
            super(message);
        }
    }

    /** The files that came along. */
    interface Files {

        /**
         * What becomes of one: its bytes are kept, or it is a placeholder.
         *
         * @throws WrongUpdate when there is none with this id
         * @throws IOException when it cannot be read now
         */
        MediaContent kept(MediaContent.Kind kind, String id) throws WrongUpdate, IOException;
    }

    /** The updates in a body: one, or a list. */
    List<InboundUpdate> read(@Nullable Object body, AccountRef account, Files files) throws WrongUpdate, IOException {
        if (body instanceof List<?> list) {
            List<InboundUpdate> all = new ArrayList<>();
            for (Object each : list) {
                all.addAll(read(each, account, files));
            }
            return List.copyOf(all);
        }
        if (body == null) {
            return List.of();
        }
        JsonNode tree = tree(body);
        if (tree instanceof ArrayNode array) {
            List<InboundUpdate> all = new ArrayList<>();
            for (JsonNode each : array) {
                all.add(update(each, account, files));
            }
            return List.copyOf(all);
        }
        return List.of(update(tree, account, files));
    }

    private JsonNode tree(Object body) throws WrongUpdate {
        try {
            return body instanceof byte[] bytes ? json.readTree(bytes) : json.readTree(body.toString());
        } catch (JacksonException e) {
            throw new WrongUpdate("what came to " + RouteRules.INBOUND + " is not JSON");
        }
    }

    private InboundUpdate update(JsonNode tree, AccountRef account, Files files) throws WrongUpdate, IOException {
        if (!(tree instanceof ObjectNode given)) {
            throw new WrongUpdate("what came to " + RouteRules.INBOUND + " is not an object");
        }
        ObjectNode update = given.deepCopy();
        update.putPOJO("account", null);
        update.set("account", json.valueToTree(account));
        complete(update, files);
        InboundUpdate read;
        try {
            read = json.treeToValue(update, InboundUpdate.class);
        } catch (JacksonException e) {
            throw new WrongUpdate(path(e) + " is not as docs/inbound-message.schema.json says");
        }
        Optional<String> missing = MissingFields.first(read);
        if (missing.isPresent()) {
            throw new WrongUpdate(missing.get() + " is missing");
        }
        checkIds(update);
        return read;
    }

    /** What may be left out. */
    private void complete(ObjectNode update, Files files) throws WrongUpdate, IOException {
        if (!update.hasNonNull("update")) {
            update.put("update", "message");
        }
        String kind = update.path("update").asString("");
        boolean hasTime = update.hasNonNull("occurredAt") || kind.equals("notice");
        if (!hasTime) {
            update.put("occurredAt", clock.instant().toString());
        }
        if ((kind.equals("message") || kind.equals("change")) && !update.hasNonNull("isEcho")) {
            update.put("isEcho", false);
        }
        if (kind.equals("message") && update.path("text").isString() && !update.has("content")) {
            update.set("content", json.createObjectNode().put("type", "text").set("text", update.get("text")));
            update.remove("text");
        }
        handles(update.path("customer").path("handles"));
        handles(update.path("former").path("handles"));
        handles(update.path("handles"));
        media(update.path("content"), files);
        media(update.path("change").path("content"), files);
    }

    private static void handles(JsonNode handles) {
        for (JsonNode handle : handles) {
            if (handle instanceof ObjectNode object && !object.hasNonNull("kind")) {
                object.put("kind", "OTHER");
            }
        }
    }

    private void media(JsonNode content, Files files) throws WrongUpdate, IOException {
        if (!(content instanceof ObjectNode medium)
                || !"media".equals(medium.path("type").asString(""))) {
            return;
        }
        // Only the product knows where bytes are kept.
        medium.put("state", "PENDING");
        medium.remove("mediaId");
        String attachment = medium.path("source").path("attachment").asString("");
        if (!attachment.isEmpty()) {
            MediaContent kept = files.kept(kind(medium), attachment);
            medium.remove("source");
            medium.put("state", kept.state().name());
            medium.put("mediaId", kept.mediaId());
            medium.put("mimeType", kept.mimeType());
            medium.put("problem", kept.problem() == null ? null : kept.problem().name());
            if (!medium.hasNonNull("fileName")) {
                medium.put("fileName", kept.fileName());
            }
        }
    }

    private MediaContent.Kind kind(ObjectNode medium) throws WrongUpdate {
        try {
            return json.treeToValue(medium.path("kind"), MediaContent.Kind.class);
        } catch (JacksonException unknown) {
            throw new WrongUpdate("content.kind is not as docs/inbound-message.schema.json says");
        }
    }

    private static void checkIds(ObjectNode update) throws WrongUpdate {
        checkId("externalId", update.path("externalId"));
        for (JsonNode handle : update.path("customer").path("handles")) {
            checkId("address", handle.path("address"));
        }
    }

    /** What was not there, put into a text, is «null»: nobody's messages would all be somebody's. */
    private static void checkId(String field, JsonNode value) throws WrongUpdate {
        String id = value.asString("");
        if (id.isBlank() || id.length() > LONGEST_ID || id.equals("null")) {
            throw new WrongUpdate(field + " is blank, null or longer than " + LONGEST_ID);
        }
    }

    /** The same as {@link #read} brought, for people to look at. */
    String write(InboundUpdate update) {
        ObjectNode tree = json.valueToTree(update);
        tree.remove("account");
        tree.remove("group");
        if (update instanceof InboundMessage) {
            tree.put("update", "message");
        }
        return tree.toString();
    }

    private static String path(JacksonException failure) {
        String path = failure.getPath().stream()
                .map(step -> step.getPropertyName() == null ? "[" + step.getIndex() + "]" : step.getPropertyName())
                .collect(Collectors.joining("."));
        return path.isEmpty() ? "the update" : path;
    }
}
