package ar.isac.crm.quote;

import ar.isac.crm.security.Actor;
import org.springframework.stereotype.Component;

/** Who may take how much off a line: advisors up to the shop's limit, supervisors whatever they decide. */
@Component
public class DiscountLimits {

    private final DiscountLimit usual;

    DiscountLimits(QuoteSettings settings) {
        this.usual = settings.limit();
    }

    public DiscountLimit of(Actor actor) {
        return switch (actor.role()) {
            case ADMIN, SUPERVISOR -> DiscountLimit.NONE;
            case ADVISOR, ANALYST, INTEGRATOR -> usual;
        };
    }
}
