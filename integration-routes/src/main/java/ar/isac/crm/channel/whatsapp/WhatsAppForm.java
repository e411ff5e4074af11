package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.Channel.MalformedWebhook;
import ar.isac.crm.channel.Payload;
import ar.isac.crm.channel.Phrases;
import ar.isac.crm.message.MessageContent.InteractiveReplyContent;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** The answers to a form (a flow): JSON inside of a text, with whatever fields the form has. */
final class WhatsAppForm {

    /** What the platform adds for itself. */
    private static final Set<String> NOT_ANSWERS = Set.of("flow_token", "version");

    private static final int MOST_ANSWERS = 30;
    private static final int LONGEST_ANSWER = 300;

    private WhatsAppForm() {}

    /** Null when the answers cannot be read. */
    static @Nullable InteractiveReplyContent of(Payload form, Phrases phrases) {
        String json = form.optionalText("response_json");
        try {
            return json != null && Payload.read(json.getBytes(StandardCharsets.UTF_8)) instanceof ObjectNode answers
                    ? new InteractiveReplyContent(
                            "flow", phrases.say("interactive.nfm_reply"), described(Payload.body(answers)))
                    : null;
        } catch (MalformedWebhook notJson) {
            return null;
        }
    }

    private static @Nullable String described(Payload answers) {
        String lines = answers.fieldNames().stream()
                .filter(name -> !NOT_ANSWERS.contains(name))
                .filter(name -> answers.optionalText(name) != null || answers.flag(name))
                .limit(MOST_ANSWERS)
                .map(name -> name.replace('_', ' ') + ": " + shortened(answers, name))
                .collect(Collectors.joining("\n"));
        return lines.isBlank() ? null : lines;
    }

    private static String shortened(Payload answers, String name) {
        String answer = answers.optionalText(name);
        if (answer == null) {
            return "✓";
        }
        return answer.codePointCount(0, answer.length()) <= LONGEST_ANSWER
                ? answer
                : answer.substring(0, answer.offsetByCodePoints(0, LONGEST_ANSWER)) + "…";
    }
}
