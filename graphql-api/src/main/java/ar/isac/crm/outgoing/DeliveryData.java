package ar.isac.crm.outgoing;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.RemovedData;
import org.springframework.stereotype.Component;

/** What other systems were told about a person, for as long as it can be told again. */
@Component
class DeliveryData extends RemovedData {

    DeliveryData(Mentions mentions) {
        super(mentions, "webhookDeliveries");
    }
}
