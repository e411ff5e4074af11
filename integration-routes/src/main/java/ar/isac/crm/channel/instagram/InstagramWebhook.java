package ar.isac.crm.channel.instagram;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.Fingerprint;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.InboundUpdate.InboundNotice;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Walks through one webhook body: every entry, its events (ours or on standby) and its changes. */
final class InstagramWebhook {

    private static final List<String> EVENT_LISTS = List.of("messaging", "standby");

    /** The fields whose changes carry the events of {@code messaging}: the test deliveries of Meta's dashboard. */
    private static final Set<String> EVENT_FIELDS = Set.of(
            "messages",
            "message_edit",
            "message_reactions",
            "messaging_optins",
            "messaging_postbacks",
            "messaging_referral",
            "messaging_seen",
            "standby");

    private final WebhookBatch.Builder batch = new WebhookBatch.Builder();

    static WebhookBatch parse(byte[] body) throws MalformedWebhook {
        JsonNode json = Payload.read(body);
        // Meta's samples wrap the body in a list; its deliveries do not.
        List<JsonNode> envelopes = json instanceof ArrayNode list ? List.copyOf(list.values()) : List.of(json);
        if (envelopes.stream().noneMatch(InstagramWebhook::isInstagram)) {
            throw new MalformedWebhook("The body is not a JSON object whose object is instagram");
        }
        InstagramWebhook webhook = new InstagramWebhook();
        envelopes.forEach(webhook::envelope);
        return webhook.batch.build();
    }

    private static boolean isInstagram(JsonNode envelope) {
        return envelope instanceof ObjectNode object
                && "instagram".equals(Payload.body(object).optionalText("object"));
    }

    private void envelope(JsonNode json) {
        if (isInstagram(json)) {
            batch.each(Payload.body((ObjectNode) json), "entry", this::entry);
        } else {
            batch.park("object is not instagram", json.toString());
        }
    }

    private void entry(Payload entry) {
        for (String list : EVENT_LISTS) {
            if (entry.has(list)) {
                batch.each(entry, list, event -> read(entry, event));
            }
        }
        if (entry.has("changes")) {
            batch.each(entry, "changes", change -> change(entry, change));
        } else if (EVENT_LISTS.stream().noneMatch(entry::has)) {
            batch.park(entry.unreadable("messaging", "is missing").reason(), entry.alone());
        }
    }

    private void change(Payload entry, Payload change) {
        String field = change.optionalText("field");
        Payload value = change.optionalObject("value");
        if (field == null) {
            batch.park(change.unreadable("field", "is missing").reason(), change.alone());
        } else if (!EVENT_FIELDS.contains(field)) {
            batch.read(change, null, piece -> List.of(notice(entry, field, piece)));
        } else if (value == null) {
            batch.park(change.unreadable("value", "is not an object").reason(), change.alone());

        } else {
            read(entry, value);
        }
    }

    private static InboundNotice notice(Payload entry, String field, Payload piece) throws UnreadableField {
        String time = entry.optionalText("time");
        return new InboundNotice(
                new AccountRef(ChannelType.INSTAGRAM, entry.text("id")),
                Fingerprint.of(field, time + "\n" + piece.raw()),
                field,
                piece.raw(),
                time == null ? null : entry.milliseconds("time"));
    }

    private void read(Payload entry, Payload event) {
        batch.read(event, null, piece -> InstagramEvent.of(entry, piece).updates());
    }
}
