package ar.isac.crm.customer;

import ar.isac.crm.customer.Detail.Field;
import ar.isac.crm.customer.Detail.Source;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.security.Actor;
import ar.isac.crm.shop.ShopSettings;
import ar.isac.crm.tag.Tag;
import ar.isac.crm.tag.Tags;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/** What people of the shop do to a customer's record. */
@Service
class CustomerDesk {

    private static final int LONGEST_NAME = 120;
    private static final int LONGEST_EMAIL = 254;
    private static final int LONGEST_ADDRESS = 300;
    private static final int LONGEST_NUMBER = 30;
    private static final int LONGEST_SIZE = 10;
    private static final int LONGEST_NOTES = 2_000;
    private static final int LONGEST_REASON = 500;
    private static final int MOST_TAGS = 20;
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;]+@[^\\s@,;]+\\.[^\\s@,;.]{2,}");

    private final Customers customers;
    private final Consents consents;
    private final Tags tags;
    private final ShopSettings shop;
    private final Clock clock;

    CustomerDesk(Customers customers, Consents consents, Tags tags, ShopSettings shop, Clock clock) {
        this.customers = customers;
        this.consents = consents;
        this.tags = tags;
        this.shop = shop;
        this.clock = clock;
    }

    /** What a person writes of a customer: null leaves it, blank takes it away. */
    record UpdateCustomerInput(
            String customerId,
            @Nullable String name,
            @Nullable String email,
            @Nullable String taxId,
            @Nullable String document,
            @Nullable String address,
            @Nullable String shoeSize,
            @Nullable String clothesSize,
            @Nullable String notes,
            @Nullable List<String> tagIds) {}

    record SetSegmentInput(String customerId, Segment segment, String reason) {}

    record SetConsentInput(String customerId, Consent.Purpose purpose, boolean isGranted, String evidence) {}

    /**
     * What came of it.
     *
     * @param customer null when it was refused
     */
    record Written(@Nullable Customer customer, List<UserError> errors) {}

    Written update(UpdateCustomerInput input, Actor actor) {
        Customer known = find(input.customerId());
        List<UserError> errors = new ArrayList<>();
        Map<Field, String> values = values(input, errors);
        String notes = text("notes", input.notes(), LONGEST_NOTES, errors).orElse(null);
        List<String> tagIds = tagIds(input.tagIds(), errors);
        if (!errors.isEmpty()) {
            return new Written(null, errors);
        }
        Source person = new Source(Source.Kind.PERSON, actor.id(), actor.advisorId());
        Instant now = clock.instant();
        UnaryOperator<Customer> edit = customer -> customer.edited(values, person, now);
        return new Written(
                customers.update(known.id(), customer -> {
                    Customer edited = edit.apply(customer);
                    Customer noted = notes == null ? edited : edited.noted(notes);
                    return tagIds == null ? noted : noted.tagged(tagIds);
                }),
                List.of());
    }

    private Map<Field, String> values(UpdateCustomerInput input, List<UserError> errors) {
        Map<Field, String> values = new EnumMap<>(Field.class);
        text("name", input.name(), LONGEST_NAME, errors).ifPresent(name -> values.put(Field.NAME, name));
        text("address", input.address(), LONGEST_ADDRESS, errors)
                .ifPresent(address -> values.put(Field.ADDRESS, address));
        text("shoeSize", input.shoeSize(), LONGEST_SIZE, errors).ifPresent(size -> values.put(Field.SHOE_SIZE, size));
        text("clothesSize", input.clothesSize(), LONGEST_SIZE, errors)
                .ifPresent(size -> values.put(Field.CLOTHES_SIZE, size));
        text("email", input.email(), LONGEST_EMAIL, errors).ifPresent(email -> {
            if (!email.isEmpty() && !EMAIL.matcher(email).matches()) {
                errors.add(UserError.at("email", Code.INVALID, "Escribí el e-mail completo, como ana@ejemplo.com."));
            }
            values.put(Field.EMAIL, email);
        });
        text("taxId", input.taxId(), LONGEST_NUMBER, errors)
                .ifPresent(number -> values.put(Field.TAX_ID, taxId(number, errors)));
        text("document", input.document(), LONGEST_NUMBER, errors)
                .ifPresent(number -> values.put(Field.DOCUMENT, document(number, errors)));
        return values;
    }

    private String taxId(String number, List<UserError> errors) {
        if (number.isEmpty() || !isArgentine()) {
            return number;
        }
        return TaxId.read(number).orElseGet(() -> {
            errors.add(UserError.at(
                    "taxId",
                    Code.INVALID,
                    "Revisá el CUIT o CUIL, que se escribe como 20-12345678-6: hay algún número que no va."));
            return number;
        });
    }

    private String document(String number, List<UserError> errors) {
        String digits = number.replaceAll("[\\s.]", "");
        if (isArgentine() && !digits.matches("(?:[0-9]{7,8})?")) {
            errors.add(UserError.at("document", Code.INVALID, "Revisá el DNI: tiene siete u ocho números."));
        }
        return digits;
    }

    /** Numbers of other countries are kept as they are written. */
    private boolean isArgentine() {
        return "AR".equals(shop.region());
    }

    /** The text without space around it; empty when nothing was written at all. */
    private static Optional<String> text(String field, @Nullable String written, int longest, List<UserError> errors) {
        String text = written == null ? null : written.strip();
        if (text != null && text.length() > longest) {
            errors.add(UserError.at(field, Code.TOO_LONG, "Tiene más de " + longest + " caracteres."));
        }
        return Optional.ofNullable(text);
    }

    private @Nullable List<String> tagIds(@Nullable List<String> globalIds, List<UserError> errors) {
        if (globalIds == null) {
            return null;
        }
        List<String> ids = globalIds.stream()
                .map(id -> GlobalId.raw(Tags.TYPE, id))
                .distinct()
                .toList();
        if (ids.size() > MOST_TAGS) {
            errors.add(UserError.at("tagIds", Code.TOO_LONG, "Un cliente puede tener hasta 20 etiquetas."));
        }
        List<String> known = tags.find(ids).stream().map(Tag::id).toList();
        if (!known.containsAll(ids)) {
            throw new NotFound(Tags.TYPE);
        }
        return ids;
    }

    Written setSegment(SetSegmentInput input) {
        Customer known = find(input.customerId());
        String reason = input.reason().strip();
        if (reason.isEmpty()) {
            return refused("reason", Code.REQUIRED, "Contá por qué: le va a servir a quien siga.");
        }
        if (reason.length() > LONGEST_REASON) {
            return refused("reason", Code.TOO_LONG, "El motivo tiene más de 500 caracteres.");
        }
        return new Written(
                customers.update(known.id(), customer -> customer.decided(input.segment(), reason)), List.of());
    }

    Written setConsent(SetConsentInput input, Actor actor) {
        Customer known = find(input.customerId());
        String evidence = input.evidence().strip();
        if (evidence.isEmpty()) {
            return refused("evidence", Code.REQUIRED, "Contá cómo se sabe.");
        }
        if (evidence.length() > LONGEST_REASON) {
            return refused("evidence", Code.TOO_LONG, "La constancia tiene más de 500 caracteres.");
        }
        customers.announced(
                "customer.changed",
                known.id(),
                "consent/" + clock.instant().toEpochMilli(),
                () -> consents.set(known.id(), input.purpose(), input.isGranted(), evidence, actor.id()));
        return new Written(known, List.of());
    }

    private static Written refused(String field, Code code, String message) {
        return new Written(null, List.of(UserError.at(field, code, message)));
    }

    private Customer find(String globalId) {
        return customers.find(GlobalId.raw("Customer", globalId)).orElseThrow(() -> new NotFound("Customer"));
    }
}
