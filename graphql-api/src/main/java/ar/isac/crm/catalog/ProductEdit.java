package ar.isac.crm.catalog;

import ar.isac.crm.graphql.UserError;
import ar.isac.crm.money.Money;
import java.math.BigDecimal;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.graphql.data.ArgumentValue;

/** An edit by a person, checked field by field: what is left out stays as it is, what is null is emptied. */
final class ProductEdit {
    private final Input input;
    private final String currency;
    private final List<UserError> errors = new ArrayList<>();

    ProductEdit(Input input, String currency) {
        this.input = input;
        this.currency = currency;
    }

    /** In the shape of the GraphQL input; see there. */
    record Input(
            @Nullable String id,
            @Nullable String sku,
            @Nullable String revision,
            ArgumentValue<String> title,
            ArgumentValue<String> description,
            ArgumentValue<URI> url,
            ArgumentValue<List<String>> tags,
            ArgumentValue<Boolean> isActive,
            ArgumentValue<String> family,
            ArgumentValue<String> brand,
            ArgumentValue<String> category,
            ArgumentValue<List<Attribute>> attributes,
            ArgumentValue<BigDecimal> retailPrice,
            ArgumentValue<BigDecimal> wholesalePrice,
            ArgumentValue<Integer> onHand,
            ArgumentValue<URI> imageUrl,
            ArgumentValue<List<String>> relatedSkus) {}

    List<UserError> errors() {
        return errors;
    }

    /** The sku that the edit names; empty, with an error, when it names none that can be stored. */
    Optional<String> sku() {
        String sku = line("sku", input.sku(), ProductRules.MAX_SKU);
        if (sku == null && errors.isEmpty()) {
            errors.add(required("sku"));
        }
        return Optional.ofNullable(sku);
    }

    /** The product as edited, to be stored only when there are no {@link #errors()}. */
    Product onto(String sku, @Nullable Product old) {
        List<Attribute> attributes = attributes(old == null ? List.of() : old.attributes());
        String title = Objects.requireNonNullElse(
                text("title", input.title(), ProductRules.MAX_NAME, old == null ? null : old.title()), "");
        if (title.isEmpty() && errors.stream().noneMatch(error -> error.path().contains("title"))) {
            errors.add(required("title"));
        }
        String family = text("family", input.family(), ProductRules.MAX_NAME, old == null ? null : old.family());
        Money retail = price("retailPrice", input.retailPrice(), old == null ? null : old.retailPrice());
        if (retail == null && errors.stream().noneMatch(error -> error.path().contains("retailPrice"))) {
            errors.add(required("retailPrice"));
        }
        return new Product(
                Product.idOf(sku),
                old == null ? null : old.version(),
                old == null ? sku : old.sku(),
                title,
                description(old == null ? null : old.description()),
                address("url", input.url(), old == null ? null : old.url()),
                items("tags", input.tags(), old == null ? List.of() : old.tags()),
                isActive(old == null || old.isActive()),
                family == null ? FamilyName.of(title, attributes) : family,
                text("brand", input.brand(), ProductRules.MAX_NAME, old == null ? null : old.brand()),
                text("category", input.category(), ProductRules.MAX_NAME, old == null ? null : old.category()),
                attributes,
                retail == null ? Money.zero(currency) : retail,
                price("wholesalePrice", input.wholesalePrice(), old == null ? null : old.wholesalePrice()),
                stock(old == null ? Stock.of(0) : old.stock()),
                address("imageUrl", input.imageUrl(), old == null ? null : old.imageUrl()),
                items("relatedSkus", input.relatedSkus(), old == null ? List.of() : old.relatedSkus()),
                old == null ? List.of() : old.adjustments());
    }

    private @Nullable String text(String field, ArgumentValue<String> given, int longest, @Nullable String old) {
        return given.isOmitted() ? old : line(field, given.value(), longest);
    }

    private @Nullable String line(String field, @Nullable String given, int longest) {
        if (given == null) {
            return null;
        }
        String clean = ProductRules.clean(given).replaceAll("\\s+", " ");
        if (clean.length() > longest) {
            errors.add(tooLong(field, longest));
        }
        return clean.isEmpty() ? null : clean;
    }

    private @Nullable String description(@Nullable String old) {
        if (input.description().isOmitted()) {
            return old;
        }
        String given = input.description().value();
        String clean = given == null ? "" : ProductRules.clean(given);
        if (clean.length() > ProductRules.MAX_DESCRIPTION) {
            errors.add(tooLong("description", ProductRules.MAX_DESCRIPTION));
        }
        return clean.isEmpty() ? null : clean;
    }

    private @Nullable String address(String field, ArgumentValue<URI> given, @Nullable String old) {
        if (given.isOmitted()) {
            return old;
        }
        String value = given.value() == null ? "" : given.value().toString();
        if (value.isEmpty()) {
            return null;
        }
        if (value.length() > ProductRules.MAX_URL) {
            errors.add(tooLong(field, ProductRules.MAX_URL));
        } else if (!ProductRules.isWebAddress(value) && !(field.equals("imageUrl") && ProductRules.isOwnPath(value))) {
            errors.add(UserError.at(
                    field,
                    UserError.Code.INVALID,
                    "Poné la dirección web completa, con http:// o https:// al principio."));
        }
        return value;
    }

    private List<String> items(String field, ArgumentValue<List<String>> given, List<String> old) {
        if (given.isOmitted()) {
            return old;
        }
        Set<String> items = new LinkedHashSet<>();
        for (String item : given.asOptional().orElse(List.of())) {
            String clean = line(field, item, ProductRules.MAX_ITEM);
            if (clean != null) {
                items.add(clean);
            }
        }
        if (items.size() > ProductRules.MAX_ITEMS) {
            errors.add(UserError.at(
                    field,
                    UserError.Code.TOO_LONG,
                    "Se pueden poner hasta %d valores.".formatted(ProductRules.MAX_ITEMS)));
        }
        return List.copyOf(items);
    }

    private List<Attribute> attributes(List<Attribute> old) {
        if (input.attributes().isOmitted()) {
            return old;
        }
        List<Attribute> attributes = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        for (Attribute given : input.attributes().asOptional().orElse(List.of())) {
            String name = line("attributes", given.name().toLowerCase(Locale.ROOT), ProductRules.MAX_ITEM);
            String value = line("attributes", given.value(), ProductRules.MAX_ITEM);
            if (name == null || value == null) {
                errors.add(UserError.at(
                        "attributes", UserError.Code.REQUIRED, "Cada atributo lleva un nombre y un valor."));
            } else if (!names.add(name)) {
                errors.add(UserError.at(
                        "attributes", UserError.Code.INVALID, "El atributo «%s» está repetido.".formatted(name)));
            } else {
                attributes.add(new Attribute(name, value));
            }
        }
        if (attributes.size() > ProductRules.MAX_ATTRIBUTES) {
            errors.add(UserError.at(
                    "attributes",
                    UserError.Code.TOO_LONG,
                    "Se pueden poner hasta %d atributos.".formatted(ProductRules.MAX_ATTRIBUTES)));
        }
        return attributes;
    }

    private boolean isActive(boolean old) {
        return input.isActive().isOmitted()
                ? old
                : input.isActive().asOptional().orElse(old);
    }

    private @Nullable Money price(String field, ArgumentValue<BigDecimal> given, @Nullable Money old) {
        if (given.isOmitted()) {
            return old;
        }
        BigDecimal amount = given.value();
        if (amount == null) {
            return null;
        }
        if (amount.signum() <= 0) {
            errors.add(UserError.at(field, UserError.Code.INVALID, "El precio tiene que ser mayor que cero."));
            return null;
        }
        try {
            return Money.of(amount, currency);
        } catch (ArithmeticException notAnAmount) {
            errors.add(UserError.at(
                    field,
                    UserError.Code.INVALID,
                    "No es un precio en %s: es demasiado grande o tiene decimales de más.".formatted(currency)));
            return null;
        }
    }

    private Stock stock(Stock old) {
        Integer units = input.onHand().isOmitted() ? null : input.onHand().value();
        if (units == null) {
            return old;
        }
        Optional<UserError> wrong = StockCount.check("onHand", units);
        wrong.ifPresent(errors::add);
        return wrong.isPresent() ? old : old.counted(units);
    }

    private static UserError required(String field) {
        return UserError.at(field, UserError.Code.REQUIRED, "Falta este dato: completalo.");
    }

    private static UserError tooLong(String field, int longest) {
        return UserError.at(field, UserError.Code.TOO_LONG, "Tiene más de %d caracteres: acortalo.".formatted(longest));
    }
}
