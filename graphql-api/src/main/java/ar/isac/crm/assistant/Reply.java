package ar.isac.crm.assistant;

import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.TextContent;
import java.util.List;
import java.util.stream.Collectors;

/** One message of an answer, and what it stands on. */
record Reply(MessageContent content, ReplyEvidence evidence) {

    /** The same with words in front, where it has words of its own. */
    Reply ledBy(String words) {
        return switch (content) {
            case TextContent text -> new Reply(new TextContent(led(words, text.text())), evidence);
            case InteractiveContent choice ->
                new Reply(
                        new InteractiveContent(
                                led(words, choice.text()), choice.footer(), choice.listButton(), choice.options()),
                        evidence);
            case MessageContent.MediaContent media -> this;
            case MessageContent.LocationContent place -> this;
            case MessageContent.ContactsContent contacts -> this;
            case MessageContent.InteractiveReplyContent reply -> this;
            case MessageContent.ProductContent product -> this;
            case MessageContent.OrderContent order -> this;
            case MessageContent.TemplateContent template -> this;
            case MessageContent.UnsupportedContent unsupported -> this;
        };
    }

    /**
     * What tells whether the same is said again; empty when nothing is said.
     *
     * @param polite phrases in front and sentences at its end that make no difference
     */
    static String print(List<Reply> replies, String... polite) {
        String said = replies.stream().map(reply -> reply.content().plainText()).collect(Collectors.joining("\n"));
        for (String phrase : polite) {
            said = said.replace(" " + phrase, "");
            if (said.startsWith(phrase) && said.length() > phrase.length()) {
                said = said.substring(phrase.length()).stripLeading();
            }
        }
        return replies.isEmpty() ? "" : Integer.toHexString(said.hashCode());
    }

    /** A list begins on a line of its own. */
    private static String led(String words, String text) {
        return words + (text.startsWith("•") ? "\n" : " ") + text;
    }

    boolean hasWords() {
        return content instanceof TextContent || content instanceof InteractiveContent;
    }
}
