package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.message.MessageChange;
import org.jspecify.annotations.Nullable;

/** A message of a webhook that is none itself: it changes the one that it names. */
record WhatsAppChange(String messageId, MessageChange change) {

    /** Null when it is a message of its own. */
    static @Nullable WhatsAppChange of(Payload message) throws UnreadableField {
        return switch (message.text("type")) {
            case "reaction" -> reaction(message.object("reaction"));
            case "edit" -> edit(message.object("edit"));
            case "revoke" ->
                new WhatsAppChange(message.object("revoke").text("original_message_id"), new MessageChange.Deletion());
            default -> null;
        };
    }

    /** Taken away: without an emoji, or with an empty one. */
    private static WhatsAppChange reaction(Payload reaction) throws UnreadableField {
        return new WhatsAppChange(
                reaction.text("message_id"), new MessageChange.Reaction(reaction.optionalText("emoji")));
    }

    private static WhatsAppChange edit(Payload edit) throws UnreadableField {
        String original = edit.text("original_message_id");
        return new WhatsAppChange(original, new MessageChange.Edit(WhatsAppContent.of(edit.object("message")), 0));
    }
}
