package ar.isac.crm.followup;

import ar.isac.crm.catalog.CatalogSearch;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.ReplyWindow;
import ar.isac.crm.customer.Consent.Purpose;
import ar.isac.crm.customer.Consents;
import ar.isac.crm.followup.FollowUp.Obstacle;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What was right when a message was planned and is no more when its time has come. */
@Component
class Obstacles {

    private final Consents consents;
    private final CatalogSearch catalog;
    private final Clock clock;

    Obstacles(Consents consents, CatalogSearch catalog, Clock clock) {
        this.consents = consents;
        this.catalog = catalog;
        this.clock = clock;
    }

    /** Why it must not go out by itself now; empty when nothing is in the way. */
    Optional<Obstacle> of(FollowUp followUp, Conversation conversation) {
        if (!ReplyWindow.of(conversation, clock.instant()).allows().contains(ReplyWindow.Kind.ANY)) {
            return Optional.of(Obstacle.REPLY_WINDOW_CLOSED);
        }
        if (consents.of(conversation.customerId(), Purpose.REMINDERS)
                .filter(isGranted -> !isGranted)
                .isPresent()) {
            return Optional.of(Obstacle.CONSENT_REFUSED);
        }
        String message = followUp.message();
        // After a sale the talk is of what the customer has, and no more of what the shop has.
        return message != null && followUp.type() != FollowUp.Type.POST_SALE && offersSomethingSoldOut(message)
                ? Optional.of(Obstacle.OUT_OF_STOCK)
                : Optional.empty();
    }

    private boolean offersSomethingSoldOut(String message) {
        return catalog.resolveAll(message).stream().map(Obstacles::named).anyMatch(Obstacles::isSoldOut);
    }

    /** The products that are named so exactly that their stock matters; a whole category is not. */
    private static List<Product> named(Resolution resolution) {
        return switch (resolution) {
            case Resolution.Variant variant -> List.of(variant.product());
            case Resolution.Family family -> family.matching();
            case Resolution.Category category -> List.of();
            case Resolution.Nothing nothing -> List.of();
        };
    }

    private static boolean isSoldOut(List<Product> products) {
        return !products.isEmpty() && products.stream().noneMatch(Product::inStock);
    }
}
