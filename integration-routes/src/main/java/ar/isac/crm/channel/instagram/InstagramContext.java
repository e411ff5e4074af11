package ar.isac.crm.channel.instagram;

import ar.isac.crm.channel.Payload;
import ar.isac.crm.message.MessageContext;
import ar.isac.crm.message.MessageContext.Referral;
import ar.isac.crm.message.MessageContext.Story;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message came with: the advertisement or link that led to it, the story that it is about. */
final class InstagramContext {

    private InstagramContext() {}

    /** @param source the message or the postback in the event, or the event itself */
    static @Nullable MessageContext of(Payload event, Payload source) {
        Payload referral =
                source.has("referral") ? source.optionalObject("referral") : event.optionalObject("referral");
        return new MessageContext(null, referral == null ? null : referral(referral), null, story(source), null)
                .orNull();
    }

    private static @Nullable Story story(Payload message) {
        Payload replyTo = message.optionalObject("reply_to");
        Payload story = replyTo == null ? null : replyTo.optionalObject("story");
        if (story != null) {
            String url = story.optionalText("url");
            return new Story(
                    Story.Relation.REPLY,
                    story.optionalText("id"),
                    url,
                    url == null ? null : InstagramEvent.linked(url));
        }
        return message.objects("attachments").stream()
                .filter(attachment -> "story_mention".equals(attachment.optionalText("type")))
                .findFirst()
                .map(InstagramContext::mention)
                .orElse(null);
    }

    private static Story mention(Payload attachment) {
        Payload payload = attachment.optionalObject("payload");
        return new Story(
                Story.Relation.MENTION,
                payload == null ? null : payload.optionalText("id"),
                payload == null ? null : payload.optionalText("url"),
                null);
    }

    private static Referral referral(Payload referral) {
        Payload ad = referral.optionalObject("ads_context_data");
        return new Referral(
                first(referral, "source", "type"),
                referral.optionalText("ad_id"),
                referral.optionalText("referer_uri"),
                ad == null ? null : ad.optionalText("ad_title"),
                null,
                ad == null ? null : first(ad, "photo_url", "video_url"),
                null,
                null,
                referral.optionalText("ref"));
    }

    private static @Nullable String first(Payload object, String... fields) {
        return Stream.of(fields)
                .flatMap(field -> Stream.ofNullable(object.optionalText(field)))
                .findFirst()
                .orElse(null);
    }
}
