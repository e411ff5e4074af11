package ar.isac.crm.hub;

import java.util.List;

/** What is done about notices of payments. */
public interface PaymentNotices {

    /**
     * Reads the payment back and lets it take effect, once however often it is noticed; returns what is to be published, such
     * as the notice again while the provider does not answer.
     */
    List<Publication> settle(PaymentNotice notice);
}
