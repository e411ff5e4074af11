package ar.isac.crm.knowledge;

import ar.isac.crm.account.OpeningTimes;
import ar.isac.crm.shop.ShopSettings;
import java.time.Clock;
import org.springframework.stereotype.Component;

/** The opening hours of the article, for what goes by them. */
@Component
class ShopOpeningTimes implements OpeningTimes {

    private final ShopKnowledge knowledge;
    private final ShopSettings shop;
    private final Clock clock;

    ShopOpeningTimes(ShopKnowledge knowledge, ShopSettings shop, Clock clock) {
        this.knowledge = knowledge;
        this.shop = shop;
        this.clock = clock;
    }

    @Override
    public boolean isClosedNow() {
        return knowledge
                .openingHours()
                .filter(hours -> !hours.isOpen(clock.instant().atZone(shop.timeZone())))
                .isPresent();
    }
}
