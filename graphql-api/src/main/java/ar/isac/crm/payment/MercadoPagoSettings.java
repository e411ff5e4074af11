package ar.isac.crm.payment;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The shop's account at Mercado Pago. Blank is unset.
 *
 * @param accessToken without it there are no payment links
 * @param webhookSecret without it no notification is believed, and payments are found by asking, which is slower
 * @param url the API's base; Mercado Pago's own when blank
 * @param isSimulated whether the demo's simulator stands in
 */
@ConfigurationProperties("crm.mercado-pago")
public record MercadoPagoSettings(
        @Nullable String accessToken,
        @Nullable String webhookSecret,
        @Nullable String url,
        boolean isSimulated) {

    boolean isSetUp() {
        return accessToken != null && !accessToken.isBlank();
    }

    /** Secrets stay out of logs. */
    @Override
    public String toString() {
        return "MercadoPagoSettings[…]";
    }
}
