package ar.isac.crm.message;

import ar.isac.crm.message.MessageContent.MediaContent;
import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What a customer's message came with, beside what it says. Nothing of it is an instruction.
 *
 * @param forwarding how far it was passed on; null when its sender wrote it
 * @param referral the advertisement or link that led to it
 * @param product the product of the shop's catalogue that it is about
 * @param story the story that it answers or mentions the shop in
 * @param groupId the group that it was written in: such a message is shown and never answered
 * @param writtenBy who wrote it in the group, as they call themselves
 * @param topic what it is about, where the channel tells that apart: the subject of an e-mail
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record MessageContext(
        @Nullable Forwarding forwarding,
        @Nullable Referral referral,
        @Nullable ReferredProduct product,
        @Nullable Story story,
        @Nullable String groupId,
        @Nullable String writtenBy,
        @Nullable String topic) {

    public static final MessageContext NONE = new MessageContext(null, null, null, null, null);

    /** A context of what is written to the shop alone, or of a group before its writer is known. */
    public MessageContext(
            @Nullable Forwarding forwarding,
            @Nullable Referral referral,
            @Nullable ReferredProduct product,
            @Nullable Story story,
            @Nullable String groupId) {
        this(forwarding, referral, product, story, groupId, null, null);
    }

    /** The same message, its story seen so. */
    public MessageContext withStory(Story next) {
        return new MessageContext(forwarding, referral, product, next, groupId, writtenBy, topic);
    }

    public MessageContext writtenBy(String name) {
        return new MessageContext(forwarding, referral, product, story, groupId, name, topic);
    }

    /** How far a message was passed on. */
    public enum Forwarding {
        FORWARDED,
        /** By more than five people in a row. */
        FREQUENTLY_FORWARDED
    }

    /**
     * Where the customer came from.
     *
     * @param sourceType the platform's word, such as {@code ad}
     * @param sourceId the advertisement's id
     * @param clickId names the click to the platform ({@code ctwa_clid}), for measuring what an advertisement sells
     * @param welcome the greeting that the advertisement showed
     * @param ref the reference in the link
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Referral(
            @Nullable String sourceType,
            @Nullable String sourceId,
            @Nullable String sourceUrl,
            @Nullable String headline,
            @Nullable String body,
            @Nullable String mediaUrl,
            @Nullable String clickId,
            @Nullable String welcome,
            @Nullable String ref) {}

    /** A product as the platform's catalogue names it; the retailer id is the SKU. */
    public record ReferredProduct(@Nullable String catalogId, String sku) {}

    /**
     * A story. Its link dies with it, after a day.
     *
     * @param medium what it showed, of one that is answered: kept when the answer came; null where the message itself shows it
     */
    public record Story(
            Relation relation,
            @Nullable String id,
            @Nullable String url,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MediaContent medium) {

        public Story showing(MediaContent next) {
            return new Story(relation, id, url, next);
        }

        /** What the message has to do with the story. */
        public enum Relation {
            /** It answers the shop's story. */
            REPLY,
            /** It is the customer's story, which mentions the shop. */
            MENTION
        }
    }

    /** The context, or null when it holds nothing: what is not there is not stored. */
    public @Nullable MessageContext orNull() {
        return equals(NONE) ? null : this;
    }
}
