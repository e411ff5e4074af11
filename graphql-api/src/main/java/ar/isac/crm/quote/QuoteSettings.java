package ar.isac.crm.quote;

import ar.isac.crm.shop.Rules;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How the shop quotes.
 *
 * @param validFor how long prices hold when nobody says otherwise
 * @param maxDiscount the highest percentage that an advisor takes off a line without a supervisor
 */
@ConfigurationProperties("crm.quotes")
record QuoteSettings(
        @DefaultValue("PT48H") Duration validFor,
        @DefaultValue("15") BigDecimal maxDiscount) implements Rules {

    QuoteSettings {
        if (maxDiscount.signum() < 0
                || maxDiscount.compareTo(new BigDecimal(100)) > 0
                || maxDiscount.stripTrailingZeros().scale() > 2) {
            throw new IllegalArgumentException(
                    "CRM_QUOTES_MAX_DISCOUNT must be a percentage from 0 to 100 with at most two decimals");
        }
    }

    @Override
    public List<Rule> rules() {
        return List.of(
                new Rule("quotes-valid-for", validFor.toString(), "CRM_QUOTES_VALID_FOR"),
                new Rule("advisor-max-discount", maxDiscount.toPlainString(), "CRM_QUOTES_MAX_DISCOUNT"));
    }

    DiscountLimit limit() {
        return DiscountLimit.percent(maxDiscount);
    }
}
