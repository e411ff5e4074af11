package ar.isac.crm.dropin;

import ar.isac.crm.channel.TextParts;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.Signal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a channel sends, as its file declares it. What goes beyond is found before a message gets its place in a thread, or
 * leaves in a plainer form that says the same.
 *
 * @param textLongest in UTF-16 units
 * @param media the kinds of media it sends, each with the files that it takes
 * @param isAttached whether a medium leaves as a file of the message itself, and not as a link
 * @param captionLongest how long the words with a medium may be; 0 where it has none
 * @param buttonsMost how many buttons a text may have; 0 where it has none
 * @param buttonTitleLongest how long a button's title may be
 * @param buttonIdLongest how long what comes back may be, in bytes
 * @param signals what it tells customers beside messages
 */
record Capabilities(
        int textLongest,
        Map<MediaContent.Kind, Files> media,
        boolean isAttached,
        int captionLongest,
        int buttonsMost,
        int buttonTitleLongest,
        int buttonIdLongest,
        boolean location,
        boolean contacts,
        Set<Signal.Kind> signals) {

    Capabilities {
        media = Map.copyOf(media);
        signals = Set.copyOf(signals);
    }

    /**
     * Which files are taken as a kind of medium.
     *
     * @param types their types, such as {@code image/jpeg}; empty for any
     */
    record Files(int megabytes, Set<String> types) {

        private static final long MEGABYTE = 1024L * 1024;

        Files {
            types = Set.copyOf(types);
        }

        /** Why one is not taken, in words for the advisor. */
        Optional<String> problem(String mimeType, long bytes, String channel) {
            if (!types.isEmpty() && !types.contains(mimeType)) {
                return Optional.of(channel + " no toma archivos de este tipo: toma "
                        + String.join(
                                ", ",
                                types.stream()
                                        .map(type ->
                                                type.replaceFirst(".*/", "").toUpperCase(Locale.ROOT))
                                        .sorted()
                                        .toList())
                        + ".");
            }
            return bytes > megabytes * MEGABYTE
                    ? Optional.of(channel + " toma archivos de hasta " + megabytes + " MB.")
                    : Optional.empty();
        }
    }

    /** Why the channel would not take a file, in words for the advisor; empty when it would. */
    Optional<String> fileProblem(MediaContent.Kind kind, String mimeType, long bytes, String channel) {
        Files files = media.get(kind);
        return files == null
                ? Optional.of(new UnsendableMessage("attachmentIds", UnsendableMessage.FILE).words())
                : files.problem(mimeType, bytes, channel);
    }

    /** As {@code Channel.parts}: a text beyond the limit is several, and so is a medium whose words are. */
    List<MessageContent> parts(MessageContent content) {
        return switch (content) {
            case TextContent text -> texts(text.text());
            case MediaContent medium
            when isCaptionTooLong(medium) -> {
                List<MessageContent> parts = new ArrayList<>();
                parts.add(medium.captioned(null));
                parts.addAll(texts(medium.caption() == null ? "" : medium.caption()));
                yield List.copyOf(parts);
            }
            case MessageContent other
            when isTextHere(other) && other.plainText().length() > textLongest -> texts(other.plainText());
            case MessageContent other -> List.of(other);
        };
    }

    private List<MessageContent> texts(String text) {
        return TextParts.split(text, textLongest, String::length).stream()
                .<MessageContent>map(TextContent::new)
                .toList();
    }

    private boolean isCaptionTooLong(MediaContent medium) {
        return medium.caption() != null && medium.caption().length() > captionLongest;
    }

    /** @throws UnsendableMessage when there is no form for it */
    void check(MessageContent content) {
        switch (content) {
            case TextContent text -> UnsendableMessage.within("text", text.text(), textLongest);
            case MediaContent medium -> {
                if (!media.containsKey(medium.kind())) {
                    throw new UnsendableMessage("attachmentIds", UnsendableMessage.FILE);
                }
            }
            case MessageContent.TemplateContent template ->
                throw new UnsendableMessage("name", UnsendableMessage.NO_TEMPLATES);
            case InteractiveContent choices -> UnsendableMessage.within("text", choices.text(), textLongest);
            case MessageContent other -> UnsendableMessage.within("text", other.plainText(), Integer.MAX_VALUE);
        }
    }

    /** The form in which it leaves: as it is where the channel has that, else a picture with words, else words. */
    MessageContent leaving(MessageContent content) {
        if (content instanceof InteractiveContent choices && !isTextHere(choices)) {
            return withShortTitles(choices);
        }
        if (content instanceof ProductContent product
                && product.imageUrl() != null
                && media.containsKey(MediaContent.Kind.IMAGE)
                && product.text().length() <= captionLongest) {
            return new MediaContent(
                    MediaContent.Kind.IMAGE,
                    null,
                    product.text(),
                    null,
                    MediaContent.State.PENDING,
                    null,
                    new MediaContent.Source(null, product.imageUrl(), null));
        }
        return isTextHere(content) ? new TextContent(content.plainText()) : content;
    }

    private InteractiveContent withShortTitles(InteractiveContent choices) {
        List<String> titles = TextParts.titles(
                choices.options().stream().map(InteractiveContent.Option::title).toList(), buttonTitleLongest);
        List<InteractiveContent.Option> options = new ArrayList<>();
        for (int i = 0; i < titles.size(); i++) {
            InteractiveContent.Option option = choices.options().get(i);
            options.add(new InteractiveContent.Option(option.id(), titles.get(i), option.description()));
        }
        return new InteractiveContent(
                choices.text(), choices.footer(), choices.listButton(), options, choices.header(), choices.action());
    }

    /** Whether the channel shows it as words alone. */
    private boolean isTextHere(MessageContent content) {
        return switch (content) {
            case TextContent ignored -> false;
            case MediaContent ignored -> false;
            case MessageContent.LocationContent ignored -> !location;
            case MessageContent.ContactsContent ignored -> !contacts;
            case InteractiveContent choices ->
                choices.options().isEmpty()
                        || choices.options().size() > buttonsMost
                        || choices.options().stream().anyMatch(this::isIdTooLong);
            case MessageContent.InteractiveReplyContent ignored -> true;
            case ProductContent ignored -> true;
            case MessageContent.OrderContent ignored -> true;
            case MessageContent.TemplateContent ignored -> true;
            case MessageContent.UnsupportedContent ignored -> true;
        };
    }

    private boolean isIdTooLong(InteractiveContent.Option option) {
        return option.id().getBytes(StandardCharsets.UTF_8).length > buttonIdLongest;
    }
}
