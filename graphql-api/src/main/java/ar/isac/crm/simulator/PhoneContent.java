package ar.isac.crm.simulator;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a phone shows in one bubble, whoever wrote it. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = PhoneContent.Words.class, name = "words"),
    @JsonSubTypes.Type(value = PhoneContent.Medium.class, name = "medium"),
    @JsonSubTypes.Type(value = PhoneContent.Place.class, name = "place"),
    @JsonSubTypes.Type(value = PhoneContent.Choices.class, name = "choices"),
    @JsonSubTypes.Type(value = PhoneContent.Chosen.class, name = "chosen")
})
sealed interface PhoneContent {

    /** Plain text. */
    record Words(String text) implements PhoneContent {}

    /**
     * A picture, a document and so on.
     *
     * @param kind as Meta calls it: image, video, audio, document, sticker
     * @param mediaId under which the bytes are kept here; null when they could not be had
     */
    record Medium(
            String kind,
            @Nullable String mediaId,
            @Nullable String caption,
            @Nullable String fileName) implements PhoneContent {}

    /** A point on the map, in degrees. */
    record Place(
            double latitude,
            double longitude,
            @Nullable String name,
            @Nullable String address) implements PhoneContent {}

    /**
     * Text with something to press.
     *
     * @param header text above, in bold
     * @param mediaId a picture above
     * @param listButton what opens the list; null when the options are buttons
     */
    record Choices(
            @Nullable String header,
            @Nullable String mediaId,
            String text,
            @Nullable String footer,
            @Nullable String listButton,
            List<Option> options)
            implements PhoneContent {}

    /** What the customer pressed, and on which message. */
    record Chosen(Option option, String aboutMessageId) implements PhoneContent {}

    /**
     * One button, row or quick reply.
     *
     * @param section the heading above it in a list
     * @param url where it leads, for those that lead out of the chat
     */
    record Option(
            Press press,
            String id,
            String title,
            @Nullable String description,
            @Nullable String section,
            @Nullable String url) {}

    /** What pressing an option tells the shop, after the platforms' names. */
    enum Press {
        BUTTON_REPLY,
        LIST_REPLY,
        TEMPLATE_BUTTON,
        QUICK_REPLY,
        POSTBACK,
        LINK
    }
}
