package ar.isac.crm.webchat;

import ar.isac.crm.conversation.SeenThreads;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.ProductContent;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A message as the window shows it.
 *
 * @param number its place in the thread
 * @param from {@code visitor} or {@code shop}
 * @param options what the visitor can choose
 */
record WindowMessage(
        long number,
        String from,
        String text,
        List<WebchatController.Option> options,
        @Nullable Medium medium,
        Instant at) {

    /** A picture or a file. */
    record Medium(String kind, String url) {}

    static List<WindowMessage> of(List<SeenThreads.Seen> seen) {
        return seen.stream().map(WindowMessage::of).toList();
    }

    private static WindowMessage of(SeenThreads.Seen seen) {
        MessageContent content = seen.content();
        return new WindowMessage(
                seen.number(),
                seen.isTheirs() ? "visitor" : "shop",
                text(content),
                options(content),
                medium(content),
                seen.at());
    }

    private static String text(MessageContent content) {
        return switch (content) {
            case InteractiveContent choices
            when !choices.options().isEmpty() ->
                (choices.header() == null ? "" : choices.header() + "\n") + choices.text();
            case MediaContent media -> Objects.requireNonNullElse(media.caption(), "");
            case MessageContent other -> other.plainText();
        };
    }

    private static List<WebchatController.Option> options(MessageContent content) {
        return content instanceof InteractiveContent choices
                ? choices.options().stream()
                        .map(option -> new WebchatController.Option(option.id(), option.title()))
                        .toList()
                : List.of();
    }

    private static @Nullable Medium medium(MessageContent content) {
        return switch (content) {
            case MediaContent media
            when media.source() != null && media.source().url() != null ->
                new Medium(media.kind().name(), media.source().url());
            case ProductContent product
            when product.imageUrl() != null -> new Medium(MediaContent.Kind.IMAGE.name(), product.imageUrl());
            case MessageContent other -> null;
        };
    }
}
