package ar.isac.crm.message;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a message says, in either direction, on any channel. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
    @JsonSubTypes.Type(value = MessageContent.TextContent.class, name = "text"),
    @JsonSubTypes.Type(value = MessageContent.MediaContent.class, name = "media"),
    @JsonSubTypes.Type(value = MessageContent.LocationContent.class, name = "location"),
    @JsonSubTypes.Type(value = MessageContent.ContactsContent.class, name = "contacts"),
    @JsonSubTypes.Type(value = MessageContent.InteractiveContent.class, name = "interactive"),
    @JsonSubTypes.Type(value = MessageContent.InteractiveReplyContent.class, name = "interactiveReply"),
    @JsonSubTypes.Type(value = MessageContent.ProductContent.class, name = "product"),
    @JsonSubTypes.Type(value = MessageContent.OrderContent.class, name = "order"),
    @JsonSubTypes.Type(value = MessageContent.TemplateContent.class, name = "template"),
    @JsonSubTypes.Type(value = MessageContent.UnsupportedContent.class, name = "unsupported")
})
public sealed interface MessageContent {

    /** A plain-text rendering that stands alone, for lists, search, notifications and channels without the feature. */
    String plainText();

    /** Plain text as typed. */
    record TextContent(String text) implements MessageContent {
        @Override
        public String plainText() {
            return text;
        }
    }

    /**
     * A picture, video, voice note, document or sticker.
     *
     * @param source where the platform offers the bytes; of no use once they are stored
     * @param mediaId the id under which the bytes are stored, present exactly when {@code state} is {@code STORED}
     * @param problem why the bytes could not be had the last time
     * @param label what it is, in the channel's words, where it is not simply a medium: somebody's post, a story
     */
    record MediaContent(
            Kind kind,
            @Nullable String mimeType,
            @Nullable String caption,
            @Nullable String fileName,
            State state,
            @Nullable String mediaId,
            @Nullable Source source,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            Problem problem,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String label)
            implements MessageContent {

        public MediaContent(
                Kind kind,
                @Nullable String mimeType,
                @Nullable String caption,
                @Nullable String fileName,
                State state,
                @Nullable String mediaId,
                @Nullable Source source) {
            this(kind, mimeType, caption, fileName, state, mediaId, source, null, null);
        }

        /** What the bytes are to a person. */
        public enum Kind {
            IMAGE,
            VIDEO,
            AUDIO,
            VOICE,
            DOCUMENT,
            STICKER
        }

        /** Whether the bytes are ours yet. */
        public enum State {
            PENDING,
            STORED,
            FAILED
        }

        /** Why bytes could not be had. */
        public enum Problem {
            /** The platform does not offer them any more. */
            GONE,
            /** The account has no valid access to the platform. */
            NO_ACCESS,
            UNREACHABLE,
            TOO_LARGE,
            /** Something else came than was announced: another hash, or no medium of this kind. */
            NOT_AS_ANNOUNCED,
            /** The link leads to where nothing is fetched from. */
            FORBIDDEN_ADDRESS
        }

        /**
         * Where to fetch the bytes: by the platform's media id (WhatsApp) or from a link (Instagram).
         *
         * @param sha256 the platform's hash of the bytes, base64, where it gives one
         */
        public record Source(
                @Nullable String platformMediaId,
                @Nullable String url,
                @Nullable String sha256) {}

        @Override
        public String plainText() {
            String name =
                    switch (kind) {
                        case IMAGE -> "📷 Imagen";
                        case VIDEO -> "🎥 Video";
                        case AUDIO -> "🎵 Audio";
                        case VOICE -> "🎤 Mensaje de voz";
                        case DOCUMENT -> fileName == null ? "📄 Documento" : "📄 " + fileName;
                        case STICKER -> "Sticker";
                    };
            String shown = label == null ? name : label;
            return caption == null || caption.isBlank() ? shown : shown + ": " + caption;
        }

        /** The bytes are here, and may show that the link led to another kind of medium than its name promised. */
        public MediaContent stored(String id, String storedMimeType) {
            return new MediaContent(
                    actualKind(storedMimeType),
                    storedMimeType,
                    caption,
                    fileName,
                    State.STORED,
                    id,
                    source,
                    null,
                    label);
        }

        private Kind actualKind(String storedMimeType) {
            boolean isLinked = source != null && source.platformMediaId() == null;
            if (isLinked && kind == Kind.IMAGE && storedMimeType.startsWith("video/")) {
                return Kind.VIDEO;
            }
            return isLinked && kind == Kind.VIDEO && storedMimeType.startsWith("image/") ? Kind.IMAGE : kind;
        }

        public MediaContent failed(Problem why) {
            return new MediaContent(kind, mimeType, caption, fileName, State.FAILED, null, source, why, label);
        }

        /** To be fetched once more. */
        public MediaContent wantedAgain() {
            return new MediaContent(kind, mimeType, caption, fileName, State.PENDING, null, source, null, label);
        }

        /** The same medium with other words. */
        public MediaContent captioned(@Nullable String words) {
            return new MediaContent(kind, mimeType, words, fileName, state, mediaId, source, problem, label);
        }
    }

    /** A point on the map, in degrees. {@code url} is a page about the place, where the sender gave one. */
    record LocationContent(
            double latitude,
            double longitude,
            @Nullable String name,
            @Nullable String address,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String url)
            implements MessageContent {

        public LocationContent(double latitude, double longitude, @Nullable String name, @Nullable String address) {
            this(latitude, longitude, name, address, null);
        }

        @Override
        public String plainText() {
            String place = name != null ? name : address != null ? address : latitude + ", " + longitude;
            return "📍 " + place;
        }
    }

    /** Shared address-book cards. */
    record ContactsContent(List<Contact> contacts) implements MessageContent {

        /** One card. Everything but the name may be missing. */
        public record Contact(
                String name,
                List<String> phones,
                List<String> emails,

                @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
                String organization,

                @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> addresses,
                @JsonInclude(JsonInclude.Include.NON_EMPTY) List<String> urls,

                @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
                String birthday) {

            public Contact {
                phones = List.copyOf(phones);
                emails = List.copyOf(emails);
                // Cards without any are written without these fields.
                addresses = List.copyOf(Objects.requireNonNullElse(addresses, List.of()));
                urls = List.copyOf(Objects.requireNonNullElse(urls, List.of()));
            }

            public Contact(String name, List<String> phones, List<String> emails) {
                this(name, phones, emails, null, List.of(), List.of(), null);
            }
        }

        @Override
        public String plainText() {
            return contacts.stream()
                    .map(contact -> "👤 " + contact.name()
                            + Stream.concat(contact.phones().stream(), contact.emails().stream())
                                    .map(address -> " " + address)
                                    .collect(Collectors.joining()))
                    .collect(Collectors.joining("\n"));
        }
    }

    /**
     * Text with choices: up to three buttons, a list of rows, a link, or products of the platform's own catalogue. Channels
     * without them show the text with the choices below it.
     *
     * @param listButton the label that opens the list; null when {@code options} are buttons
     * @param header a line above the text
     * @param action what there is to do beside {@code options}, which are empty then; null for none
     */
    record InteractiveContent(
            String text,
            @Nullable String footer,
            @Nullable String listButton,
            List<Option> options,
            @Nullable String header,
            @Nullable Action action)
            implements MessageContent {

        public InteractiveContent(
                String text, @Nullable String footer, @Nullable String listButton, List<Option> options) {
            this(text, footer, listButton, options, null, null);
        }

        /** What a customer can do with one press, beside choosing. */
        @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "action")
        @JsonSubTypes({
            @JsonSubTypes.Type(value = Link.class, name = "link"),
            @JsonSubTypes.Type(value = Products.class, name = "products"),
            @JsonSubTypes.Type(value = Catalog.class, name = "catalog"),
            @JsonSubTypes.Type(value = LocationRequest.class, name = "location-request")
        })
        public sealed interface Action {}

        /** A button that opens a web address. */
        public record Link(String title, String url) implements Action {}

        /** Products of the platform's catalogue, which has our SKUs: one alone, or a list in sections. */
        public record Products(List<Section> sections) implements Action {

            public Products {
                sections = List.copyOf(sections);
            }

            /** Some products under a title. */
            public record Section(@Nullable String title, List<String> skus) {

                public Section {
                    skus = List.copyOf(skus);
                }
            }
        }

        /** The whole of the platform's catalogue, shown by one product's picture. */
        public record Catalog(@Nullable String thumbnailSku) implements Action {}

        /** A button that answers with where the customer is. */
        public record LocationRequest() implements Action {}

        /** One button or row. {@code id} comes back when it is chosen. */
        public record Option(
                String id, String title, @Nullable String description) {}

        public static InteractiveContent buttons(String text, List<Option> options) {
            return new InteractiveContent(text, null, null, options);
        }

        public static InteractiveContent list(String text, String listButton, List<Option> options) {
            return new InteractiveContent(text, null, listButton, options);
        }

        @Override
        public String plainText() {
            String choices =
                    options.stream().map(option -> "\n• " + option.title()).collect(Collectors.joining());
            String link = action instanceof Link(String title, String url) ? "\n" + title + ": " + url : "";
            return (header == null || header.isBlank() ? "" : header + "\n") + text + choices + link;
        }
    }

    /** The customer pressed a button, chose a list row or a quick reply. {@code id} is what we sent with it: an action, not text to classify. */
    record InteractiveReplyContent(
            String id, String title, @Nullable String description) implements MessageContent {
        @Override
        public String plainText() {
            return title;
        }
    }

    /** One product shown as a card. {@code text} stands alone on channels without cards. */
    record ProductContent(String sku, String text, @Nullable String imageUrl) implements MessageContent {
        @Override
        public String plainText() {
            return text;
        }
    }

    /** A cart sent from the channel's catalogue; prices are the customer's copy and never trusted. */
    record OrderContent(
            @Nullable String catalogId, @Nullable String text, List<Line> lines) implements MessageContent {

        /** One line of the cart; {@code unitPrice} is in units of {@code currency}. */
        public record Line(
                String sku,
                BigDecimal quantity,
                @Nullable BigDecimal unitPrice,
                @Nullable String currency) {}

        @Override
        public String plainText() {
            return lines.stream()
                    .map(line -> "\n" + line.quantity().toPlainString() + " × " + line.sku())
                    .collect(Collectors.joining("", text == null || text.isBlank() ? "🛒 Pedido" : "🛒 " + text, ""));
        }
    }

    /**
     * A pre-approved template with its parameters filled in.
     *
     * @param parameters of the body, in their order
     * @param names of the body's parameters, where the template names them; empty where it counts them
     * @param headerParameter what fills in the header; null where nothing does
     * @param buttonParameters what ends the addresses of the buttons
     * @param headerMedia the picture, video or document above the text; null where there is none
     * @param category the platform's word for what it is for, such as MARKETING; null where it was not known
     */
    record TemplateContent(
            String name,
            String language,
            List<String> parameters,
            String text,
            List<String> names,
            @Nullable String headerParameter,
            List<ButtonParameter> buttonParameters,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            MediaContent headerMedia,

            @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
            String category)
            implements MessageContent {

        private static final String MARKETING = "MARKETING";

        public TemplateContent {
            // Messages of earlier versions have none.
            names = names == null ? List.of() : List.copyOf(names);
            buttonParameters = buttonParameters == null ? List.of() : List.copyOf(buttonParameters);
        }

        public TemplateContent(String name, String language, List<String> parameters, String text) {
            this(name, language, parameters, text, List.of(), null, List.of(), null, null);
        }

        /** Whether it is an offer, which only those get who have not said no. */
        public boolean isMarketing() {
            return MARKETING.equalsIgnoreCase(category);
        }

        public TemplateContent withHeader(@Nullable MediaContent media) {
            return new TemplateContent(
                    name, language, parameters, text, names, headerParameter, buttonParameters, media, category);
        }

        /**
         * What a button of the template is given.
         *
         * @param index the button's place, from 0
         */
        public record ButtonParameter(int index, String text) {}

        @Override
        public String plainText() {
            return text;
        }
    }

    /**
     * Something the channel sent that has no form of its own here yet. Nothing is lost: the platform's JSON is kept.
     *
     * @param platformType the platform's name for it, such as {@code poll_creation}
     * @param raw the platform's JSON of the message
     */
    record UnsupportedContent(String platformType, String rendering, String raw) implements MessageContent {
        @Override
        public String plainText() {
            return rendering;
        }
    }
}
