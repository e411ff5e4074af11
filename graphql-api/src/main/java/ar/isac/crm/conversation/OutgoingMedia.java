package ar.isac.crm.conversation;

import ar.isac.crm.media.PublicLinks;
import ar.isac.crm.media.PublicPictures;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.message.MessageContent.TemplateContent;
import org.springframework.stereotype.Component;

/**
 * Media and pictures of products on their way out: the platform is given a link to fetch them by, made at the very moment since
 * it ends.
 */
@Component
class OutgoingMedia {

    private final PublicLinks links;
    private final PublicPictures pictures;

    OutgoingMedia(PublicLinks links, PublicPictures pictures) {
        this.links = links;
        this.pictures = pictures;
    }

    MessageContent linked(MessageContent content) {
        return switch (content) {
            case MediaContent media when media.mediaId() != null -> withLink(media, links.to(media.mediaId()));
            case MediaContent media
            when media.source() != null
                    && media.source().url() != null
                    && PublicPictures.isOwn(media.source().url()) ->
                pictures.link(media.source().url())
                        .<MessageContent>map(link -> withLink(media, link))
                        .orElse(content);
            case TemplateContent template
            when template.headerMedia() != null && linked(template.headerMedia()) instanceof MediaContent header ->
                template.withHeader(header);
            // Without a picture the channel shows the product's text.
            case ProductContent product
            when product.imageUrl() != null ->
                new ProductContent(
                        product.sku(),
                        product.text(),
                        pictures.link(product.imageUrl()).orElse(null));
            case MessageContent other -> other;
        };
    }

    private static MediaContent withLink(MediaContent media, String link) {
        return new MediaContent(
                media.kind(),
                media.mimeType(),
                media.caption(),
                media.fileName(),
                media.state(),
                media.mediaId(),
                new MediaContent.Source(null, link, null));
    }
}
