package ar.isac.crm.conversation;

import ar.isac.crm.message.MessageContent;
import java.util.stream.Stream;

/** Whether an echo may be that of a message of ours: a platform echoes what it showed, which is less than what we meant. */
final class Echoes {

    private Echoes() {}

    static boolean saysTheSame(MessageContent ours, MessageContent echoed) {
        return switch (echoed) {
            case MessageContent.MediaContent medium ->
                ours instanceof MessageContent.MediaContent mine && isOfOneKind(mine, medium);
            // A card or a form: the echo says only that it was one.
            case MessageContent.UnsupportedContent ignored -> isMoreThanText(ours);
            case MessageContent.TextContent text -> isSaid(ours, text.text());
            case MessageContent.InteractiveContent choices -> isSaid(ours, choices.text());
            case MessageContent.LocationContent ignored -> ours instanceof MessageContent.LocationContent;
            case MessageContent.ContactsContent ignored -> ours instanceof MessageContent.ContactsContent;
            case MessageContent.InteractiveReplyContent reply -> isSaid(ours, reply.title());
            case MessageContent.ProductContent product -> isSaid(ours, product.text());
            case MessageContent.OrderContent order -> isSaid(ours, order.plainText());
            case MessageContent.TemplateContent template -> isSaid(ours, template.text());
        };
    }

    /** Stickers come back as pictures, voice notes as audio. */
    private static boolean isOfOneKind(MessageContent.MediaContent one, MessageContent.MediaContent other) {
        return family(one.kind()).equals(family(other.kind()));
    }

    private static String family(MessageContent.MediaContent.Kind kind) {
        return switch (kind) {
            case IMAGE, STICKER -> "image";
            case AUDIO, VOICE -> "audio";
            case VIDEO -> "video";
            case DOCUMENT -> "document";
        };
    }

    private static boolean isMoreThanText(MessageContent ours) {
        return switch (ours) {
            case MessageContent.ProductContent ignored -> true;
            case MessageContent.InteractiveContent ignored -> true;
            case MessageContent.TemplateContent ignored -> true;
            case MessageContent.UnsupportedContent ignored -> true;
            case MessageContent.TextContent ignored -> false;
            case MessageContent.MediaContent ignored -> false;
            case MessageContent.LocationContent ignored -> false;
            case MessageContent.ContactsContent ignored -> false;
            case MessageContent.InteractiveReplyContent ignored -> false;
            case MessageContent.OrderContent ignored -> false;
        };
    }

    /** With its choices or without them. */
    private static boolean isSaid(MessageContent ours, String echoed) {
        String bare = ours instanceof MessageContent.InteractiveContent choices ? choices.text() : ours.plainText();
        return Stream.of(ours.plainText(), bare)
                .map(Echoes::spaced)
                .anyMatch(text -> text.equals(spaced(echoed))
                        || (ours instanceof MessageContent.InteractiveContent
                                && spaced(echoed).startsWith(text)));
    }

    private static String spaced(String text) {
        return text.strip().replaceAll("\\s+", " ");
    }
}
