package ar.isac.crm.outgoing;

import ar.isac.crm.customer.Consent.Purpose;
import ar.isac.crm.customer.Consents;
import ar.isac.crm.customer.Customer;
import ar.isac.crm.customer.Customers;
import ar.isac.crm.customer.Detail;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.message.Fact;
import ar.isac.crm.message.Handle;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What other systems are told of a customer: who they are and how they buy, no more. Who refused to be written to is told
 * without the means to do so.
 */
@Component
class CustomerNews {

    private static final String ERASED = "customer.erased";

    private final Customers customers;
    private final Consents consents;

    CustomerNews(Customers customers, Consents consents) {
        this.customers = customers;
        this.consents = consents;
    }

    /** As it is now; empty when the customer is gone and that is not the news. */
    Optional<Map<String, Object>> read(Fact fact, ConversationEvent event) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("id", event.key());
        data.put("event", fact.name().substring(fact.name().indexOf('.') + 1));
        data.put("customerId", fact.of());
        data.put("at", event.occurredAt().toString());
        if (fact.name().equals(ERASED)) {
            return Optional.of(data);
        }
        return customers.find(fact.of()).map(customer -> {
            String current = customers.current(customer.id());
            if (!current.equals(customer.id())) {
                data.put("mergedInto", current);
            }
            describe(data, customer);
            return data;
        });
    }

    private void describe(Map<String, Object> data, Customer customer) {
        put(data, "name", customer.ownName());
        data.put("segment", customer.segment().name());
        put(data, "taxId", value(customer, Detail.Field.TAX_ID));
        put(data, "document", value(customer, Detail.Field.DOCUMENT));
        Map<String, Object> said = new LinkedHashMap<>();
        for (Purpose purpose : Purpose.values()) {
            consents.of(customer.id(), purpose).ifPresent(isGranted -> said.put(purpose.name(), isGranted));
        }
        data.put("consents", said);
        boolean mayBeWrittenTo = consents.of(customer.id(), Purpose.MARKETING).orElse(true);
        if (mayBeWrittenTo) {
            put(data, "email", value(customer, Detail.Field.EMAIL));
            put(data, "phone", phone(customer));
        }
    }

    private static @Nullable String phone(Customer customer) {
        return customer.handles().stream()
                .filter(handle -> handle.kind() == Handle.Kind.PHONE || handle.kind() == Handle.Kind.WA_ID)
                .map(Customer.KnownHandle::address)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable String value(Customer customer, Detail.Field field) {
        Detail detail = customer.detail(field);
        return detail == null ? null : detail.value();
    }

    private static void put(Map<String, Object> data, String name, @Nullable String value) {
        if (value != null) {
            data.put(name, value);
        }
    }
}
