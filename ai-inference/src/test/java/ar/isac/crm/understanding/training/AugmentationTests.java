package ar.isac.crm.understanding.training;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class AugmentationTests {

    private final List<LabelledMessage> messages = MessageFiles.read(Path.of("data/messages/p01-karina.jsonl"));

    @Test
    void spansStayInsideTheTextAndApart() {
        Augmentation augmentation = new Augmentation(messages, new Random(1));

        for (int round = 0; round < 20; round++) {
            for (LabelledMessage message : messages) {
                LabelledMessage varied = augmentation.vary(message);
                int end = 0;
                for (Span span : varied.spans()) {
                    assertThat(span.start()).isGreaterThanOrEqualTo(end);
                    assertThat(span.end()).isGreaterThan(span.start());
                    end = span.end();
                }
                assertThat(end).isLessThanOrEqualTo(varied.text().length());
            }
        }
    }

    @Test
    void thePrimaryIntentStaysWhatItWas() {
        Augmentation augmentation = new Augmentation(messages, new Random(2));

        assertThat(messages)
                .allSatisfy(message ->
                        assertThat(augmentation.vary(message).primary()).isEqualTo(message.primary()));
    }

    @Test
    void peopleGreetAsOthersOpenTheirQuestions() {
        List<LabelledMessage> written = MessageFiles.parse(
                List.of(
                        line("holis vecina, cuanto la {product:yerba}?", "PRICE_QUERY\", \"GREETING"),
                        line("buenas {product:yerba} hay?", "PRODUCT_QUERY\", \"GREETING"),
                        line("cuanto sale", "PRICE_QUERY")),
                "it");
        Augmentation augmentation = new Augmentation(written, new Random(4));

        assertThat(Stream.generate(() -> augmentation.vary(written.getLast()))
                        .limit(500)
                        .filter(varied -> varied.intents().contains(Intent.GREETING))
                        .map(LabelledMessage::text))
                .anyMatch(text -> text.startsWith("holis vecina"))
                .noneMatch(text -> text.startsWith("buenas yerba hay cuanto"));
    }

    private static String line(String text, String intents) {
        return """
                {"text": "%s", "intents": ["%s"], "persona": "p00", "shop": "almacén", "family": null, "flags": []}
                """.formatted(text, intents).strip();
    }

    @Test
    void aGreetingInFrontIsASecondIntentAndMovesTheSpans() {
        Augmentation augmentation = new Augmentation(messages, new Random(3));
        LabelledMessage message = messages.stream()
                .filter(each ->
                        each.primary() == Intent.PRICE_QUERY && !each.spans().isEmpty())
                .findFirst()
                .orElseThrow();

        LabelledMessage greeted = augmentation.greeted(message);

        assertThat(greeted.intents()).startsWith(Intent.PRICE_QUERY).contains(Intent.GREETING);
        assertThat(mentions(greeted)).isEqualTo(mentions(message));
    }

    @Test
    void twoMessagesInOneKeepBothMeanings() {
        Augmentation augmentation = new Augmentation(messages, new Random(4));
        LabelledMessage first = messages.get(10);
        LabelledMessage second = messages.get(40);

        LabelledMessage joined = augmentation.joined(first, second);

        Set<Intent> both = new HashSet<>(first.intents());
        both.addAll(second.intents());
        assertThat(joined.intents()).containsExactlyInAnyOrderElementsOf(both);
        assertThat(joined.primary()).isEqualTo(first.primary());
    }

    private static List<String> mentions(LabelledMessage message) {
        return message.spans().stream()
                .map(span -> message.text().substring(span.start(), span.end()))
                .toList();
    }
}
