package ar.isac.crm.conversation;

import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Something to press, in the shape of the GraphQL input: exactly one kind of choice. */
record InteractiveInput(
        String conversationId,
        String text,
        @Nullable String header,
        @Nullable String footer,
        @Nullable List<ButtonInput> buttons,
        @Nullable ListInput list,
        @Nullable LinkInput link,
        @Nullable List<ProductSectionInput> products,
        @Nullable CatalogInput catalog,
        @Nullable Boolean locationRequest,
        @Nullable String replyToId,
        String idempotencyKey) {

    record ButtonInput(String id, String title) {}

    record RowInput(String id, String title, @Nullable String description) {}

    record ListInput(String button, List<RowInput> rows) {}

    record LinkInput(String title, String url) {}

    record ProductSectionInput(@Nullable String title, List<String> skus) {}

    record CatalogInput(@Nullable String thumbnailSku) {}

    Result<InteractiveContent> content() {
        long kinds = Stream.of(buttons, list, link, products, catalog, asksForLocation() ? true : null)
                .filter(Objects::nonNull)
                .count();
        if (kinds != 1) {
            return Result.refused(new UserError(
                    List.of(),
                    kinds == 0 ? Code.REQUIRED : Code.INVALID,
                    "Elegí una sola cosa: botones, lista, enlace, productos, catálogo o pedido de ubicación."));
        }
        if (asksForLocation() && (isWritten(header) || isWritten(footer))) {
            return Result.refused(UserError.at(
                    isWritten(header) ? "header" : "footer",
                    Code.NOT_ALLOWED,
                    "El pedido de ubicación no lleva encabezado ni pie: ponelo en el texto."));
        }
        List<Option> options = buttons != null
                ? buttons.stream()
                        .map(button -> new Option(button.id(), button.title(), null))
                        .toList()
                : list != null
                        ? list.rows().stream()
                                .map(row -> new Option(row.id(), row.title(), row.description()))
                                .toList()
                        : List.of();
        return Result.done(new InteractiveContent(
                text.strip(), footer, list == null ? null : list.button(), options, header, action()));
    }

    private InteractiveContent.@Nullable Action action() {
        if (link != null) {
            return new InteractiveContent.Link(link.title().strip(), link.url().strip());
        }
        if (products != null) {
            return new InteractiveContent.Products(products.stream()
                    .map(section -> new InteractiveContent.Products.Section(section.title(), section.skus()))
                    .toList());
        }
        if (catalog != null) {
            return new InteractiveContent.Catalog(catalog.thumbnailSku());
        }
        return asksForLocation() ? new InteractiveContent.LocationRequest() : null;
    }

    private boolean asksForLocation() {
        return Boolean.TRUE.equals(locationRequest);
    }

    private static boolean isWritten(@Nullable String text) {
        return text != null && !text.isBlank();
    }

    /** The platforms' words for a field, in those of the input. */
    List<UserError> inItsWords(List<UserError> errors) {
        return errors.stream()
                .map(error -> new UserError(path(error.path()), error.code(), error.message()))
                .toList();
    }

    private List<String> path(List<String> path) {
        if (path.isEmpty()) {
            return path;
        }
        Stream<String> rest = path.stream().skip(1);
        return switch (path.getFirst()) {
            case "options" ->
                Stream.concat(list == null ? Stream.of("buttons") : Stream.of("list", "rows"), rest)
                        .toList();
            case "listButton" -> List.of("list", "button");
            default -> path;
        };
    }
}
