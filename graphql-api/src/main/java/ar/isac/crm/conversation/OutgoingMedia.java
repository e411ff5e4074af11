package ar.isac.crm.conversation;

import ar.isac.crm.media.PublicLinks;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import org.springframework.stereotype.Component;

/** Media on their way out: the platform is given a link to fetch them by, made at the very moment since it ends. */
@Component
class OutgoingMedia {

    private final PublicLinks links;

    OutgoingMedia(PublicLinks links) {
        this.links = links;
    }

    MessageContent linked(MessageContent content) {
        if (!(content instanceof MediaContent media) || media.mediaId() == null) {
            return content;
        }
        return new MediaContent(
                media.kind(),
                media.mimeType(),
                media.caption(),
                media.fileName(),
                media.state(),
                media.mediaId(),
                new MediaContent.Source(null, links.to(media.mediaId()), null));
    }
}
