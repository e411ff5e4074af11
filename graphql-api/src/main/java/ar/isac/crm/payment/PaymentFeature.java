package ar.isac.crm.payment;

import ar.isac.crm.shop.Feature;
import org.springframework.stereotype.Component;

/** Payment links: by Mercado Pago, or by its stand-in of the demo. */
@Component
class PaymentFeature implements Feature {

    private final MercadoPagoSettings settings;

    PaymentFeature(MercadoPagoSettings settings) {
        this.settings = settings;
    }

    @Override
    public String name() {
        return "mercadopago";
    }

    @Override
    public boolean isOn() {
        return settings.isSetUp();
    }
}
