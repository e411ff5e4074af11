package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.assistant.DialogueFile.Dialogue;
import ar.isac.crm.assistant.DialogueFile.Exchange;
import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.IntentModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DialogueTests {

    private static final Map<String, ImportedCatalog> SHOPS = new HashMap<>();

    private static @Nullable IntentModel model;

    @BeforeAll
    static void openShops() {
        model = DjlIntentModel.load();
        SHOPS.put("electronics", ImportedCatalog.of("mongo-init/demo/products.csv"));
        SHOPS.put("shoes", ImportedCatalog.of("catalog/shoes.csv"));
        SHOPS.put("living", ImportedCatalog.of("catalog/living.csv"));
        SHOPS.put("food", ImportedCatalog.of("catalog/food.csv"));
    }

    @AfterAll
    static void closeShops() throws IOException {
        Objects.requireNonNull(model).close();
        for (ImportedCatalog shop : SHOPS.values()) {
            shop.close();
        }
    }

    static Stream<Dialogue> dialogues() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(DialogueTests.class.getResource("/dialogues"))
                .toURI());
        return DialogueFile.readAll(folder).stream();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("dialogues")
    void talksGoAsTheShopWouldWant(Dialogue dialogue) {
        ImportedCatalog shop = Objects.requireNonNull(SHOPS.get(dialogue.shop()));
        Map<String, Integer> shelves = new HashMap<>();
        Stream.concat(
                        dialogue.soldOut().stream(),
                        dialogue.exchanges().stream().flatMap(exchange -> exchange.shelves().keySet().stream()))
                .forEach(sku -> shelves.put(
                        sku, shop.products().find(sku).orElseThrow().stock().onHand()));
        dialogue.soldOut().forEach(sku -> shop.products().update(sku, product -> product.withOnHand(0)));
        try {
            play(dialogue, shop);
        } finally {
            shelves.forEach((sku, units) -> shop.products().update(sku, product -> product.withOnHand(units)));
        }
    }

    /** The same from the words on: what the model makes of them is not scripted. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("unscripted")
    void theTrainedModelLeadsToTheSameAnswers(Dialogue dialogue) {
        SoldHere sold = new SoldHere(
                Objects.requireNonNull(SHOPS.get(dialogue.shop())).names());
        sold.read();
        talksGoAsTheShopWouldWant(DialogueFile.read(dialogue, Objects.requireNonNull(model), sold.terms()));
    }

    static Stream<Dialogue> unscripted() throws IOException, URISyntaxException {
        return dialogues().filter(dialogue -> !dialogue.isScripted());
    }

    private void play(Dialogue dialogue, ImportedCatalog shop) {
        Conversing talk = new Conversing(
                shop,
                "electronics".equals(dialogue.shop()),
                dialogue.segment(),
                dialogue.at(),
                dialogue.sells(),
                dialogue.bought());
        for (Exchange exchange : dialogue.exchanges()) {
            talk.passes(exchange.pause());
            exchange.shelves()
                    .forEach((sku, units) -> shop.products().update(sku, product -> product.withOnHand(units)));
            Decision decision = talk.says(exchange.turn());
            exchange.expected().forEach(line -> check(exchange, decision, line));
            checkSendable(decision);
            assertThat(talk.state()).isEqualTo(decision.state());
        }
    }

    private static void check(Exchange exchange, Decision decision, String line) {
        String value = line.substring(line.indexOf(' ') + 1).replace("\\n", "\n");
        String said = said(decision);
        switch (line.substring(0, (line + " ").indexOf(' '))) {
            case "ask", "answer", "silent", "hand-over" ->
                assertThat(kind(decision)).as("%s → %s", exchange, said).isEqualTo(line);
            case "text:" ->
                assertThat(decision.replies())
                        .as(exchange.toString())
                        .extracting(reply -> textOf(reply.content()))
                        .contains(value);
            case "says:" -> assertThat(said).as(exchange.toString()).contains(value);
            case "never:" -> assertThat(said).as(exchange.toString()).doesNotContain(value);
            case "options:" ->
                assertThat(options(decision))
                        .as(exchange + " → " + said)
                        .isEqualTo(Arrays.asList(value.split(", ", -1)));
            case "family:" ->
                assertThat(decision.state().family()).as(exchange.toString()).isEqualTo(value);
            case "chosen:" ->
                assertThat(decision.state().chosen())
                        .as(exchange.toString())
                        .isEqualTo(Arrays.stream(value.split(", ", -1))
                                .collect(Collectors.toMap(
                                        pair -> pair.split("=", -1)[0], pair -> pair.split("=", -1)[1])));
            case "cart:" ->
                assertThat(decision.state().cart().lines())
                        .as(exchange + " → " + said)
                        .isEqualTo("nothing".equals(value) ? List.of() : DialogueFile.lines(value));
            case "evidence:" ->
                assertThat(decision)
                        .isInstanceOfSatisfying(
                                Decision.HandOver.class,
                                over -> assertThat(over.evidence()).contains(value));
            case "picture:" ->
                assertThat(decision.replies())
                        .extracting(Reply::content)
                        .filteredOn(MessageContent.ProductContent.class::isInstance)
                        .extracting(content -> ((MessageContent.ProductContent) content).sku())
                        .contains(value);
            default -> throw new IllegalArgumentException(line);
        }
    }

    private static String kind(Decision decision) {
        return switch (decision) {
            case Decision.Ask ask -> "ask";
            case Decision.Answer answer -> "answer";
            case Decision.StaySilent silent -> "silent";
            case Decision.HandOver handOver -> "hand-over " + handOver.reason() + " " + handOver.priority();
        };
    }

    private static String textOf(MessageContent content) {
        return content instanceof InteractiveContent choice ? choice.text() : content.plainText();
    }

    private static String said(Decision decision) {
        return decision.replies().stream().map(reply -> textOf(reply.content())).collect(Collectors.joining("\n---\n"));
    }

    private static List<String> options(Decision decision) {
        List<String> titles = new ArrayList<>();
        for (Reply reply : decision.replies()) {
            if (reply.content() instanceof InteractiveContent choice) {
                choice.options().forEach(option -> titles.add(option.title()));
            }
        }
        return titles;
    }

    /** Whatever is decided must be something that the narrowest channel can carry, with nothing left to fill in. */
    private static void checkSendable(Decision decision) {
        for (Reply reply : decision.replies()) {
            assertThat(textOf(reply.content()))
                    .isNotBlank()
                    .doesNotContainPattern("\\{[a-z]+}")
                    .doesNotContain("null");
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
