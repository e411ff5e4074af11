package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Payload;
import ar.isac.crm.message.MessageContext;
import ar.isac.crm.message.MessageContext.Forwarding;
import ar.isac.crm.message.MessageContext.Referral;
import ar.isac.crm.message.MessageContext.ReferredProduct;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message of a webhook came with; every field of it may be missing. */
final class WhatsAppContext {

    private WhatsAppContext() {}

    static @Nullable MessageContext of(Payload message) {
        Payload context = message.optionalObject("context");
        Payload referral = message.optionalObject("referral");
        return new MessageContext(
                        context == null ? null : forwarding(context),
                        referral == null ? null : referral(referral),
                        context == null ? null : product(context),
                        null,
                        message.optionalText("group_id"))
                .orNull();
    }

    /** The message that it answers. */
    static @Nullable String repliedTo(Payload message) {
        Payload context = message.optionalObject("context");
        return context == null ? null : context.optionalText("id");
    }

    private static @Nullable Forwarding forwarding(Payload context) {
        if (context.flag("frequently_forwarded")) {
            return Forwarding.FREQUENTLY_FORWARDED;
        }
        return context.flag("forwarded") ? Forwarding.FORWARDED : null;
    }

    private static @Nullable ReferredProduct product(Payload context) {
        Payload product = context.optionalObject("referred_product");
        String sku = product == null ? null : product.optionalText("product_retailer_id");
        return product == null || sku == null ? null : new ReferredProduct(product.optionalText("catalog_id"), sku);
    }

    private static Referral referral(Payload referral) {
        Payload welcome = referral.optionalObject("welcome_message");
        return new Referral(
                referral.optionalText("source_type"),
                referral.optionalText("source_id"),
                referral.optionalText("source_url"),
                referral.optionalText("headline"),
                referral.optionalText("body"),
                Stream.of("image_url", "video_url", "thumbnail_url")
                        .flatMap(field -> Stream.ofNullable(referral.optionalText(field)))
                        .findFirst()
                        .orElse(null),
                referral.optionalText("ctwa_clid"),
                welcome == null ? null : welcome.optionalText("text"),
                null);
    }
}
