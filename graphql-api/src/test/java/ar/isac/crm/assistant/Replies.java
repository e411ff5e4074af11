package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.simulator.PlatformsTake;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What a decision says, as a customer reads it. */
final class Replies {

    private Replies() {}

    static String kind(Decision decision) {
        return switch (decision) {
            case Decision.Ask ask -> "ask";
            case Decision.Answer answer -> "answer";
            case Decision.StaySilent silent -> "silent";
            case Decision.HandOver handOver -> "hand-over " + handOver.reason() + " " + handOver.priority();
        };
    }

    static String textOf(MessageContent content) {
        return content instanceof InteractiveContent choice ? choice.text() : content.plainText();
    }

    static String said(Decision decision) {
        return decision.replies().stream().map(reply -> textOf(reply.content())).collect(Collectors.joining("\n---\n"));
    }

    static List<String> options(Decision decision) {
        List<String> titles = new ArrayList<>();
        for (Reply reply : decision.replies()) {
            if (reply.content() instanceof InteractiveContent choice) {
                choice.options().forEach(option -> titles.add(option.title()));
            }
        }
        return titles;
    }

    /** Whatever is decided must be something that the narrowest channel can carry, with nothing left to fill in. */
    static void checkSendable(Decision decision) {
        for (Reply reply : decision.replies()) {
            assertThat(textOf(reply.content()))
                    .isNotBlank()
                    .doesNotContainPattern("\\{[a-z]+}")
                    .doesNotContain("null");
            PlatformsTake.whole(reply.content());
            if (reply.content() instanceof InteractiveContent choice) {
                assertThat(choice.options()).hasSizeBetween(1, choice.listButton() == null ? 3 : 10);
                assertThat(choice.options())
                        .extracting(InteractiveContent.Option::id)
                        .doesNotHaveDuplicates();
                choice.options()
                        .forEach(option ->
                                assertThat(Action.parse(option.id()).id()).isEqualTo(option.id()));
            }
        }
    }
}
