package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.assistant.DialogueFile.Dialogue;
import ar.isac.crm.assistant.DialogueFile.Exchange;
import ar.isac.crm.catalog.ImportedCatalog;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.understanding.DjlIntentModel;
import ar.isac.crm.understanding.IntentModel;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
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
        for (String shop : List.of("food", "furniture", "carparts", "pharmacy")) {
            SHOPS.put(shop, ImportedCatalog.of("catalog/" + shop + ".csv"));
        }
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
        SoldHere sold =
                new SoldHere(Objects.requireNonNull(SHOPS.get(dialogue.shop())).names());
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
            if (exchange.sale() != null) {
                talk.sold(exchange.sale());
            }
            Decision decision = talk.says(exchange.turn());
            exchange.expected().forEach(line -> check(exchange, decision, line));
            Replies.checkSendable(decision);
            assertThat(talk.state()).isEqualTo(decision.state());
        }
    }

    private static void check(Exchange exchange, Decision decision, String line) {
        String value = line.substring(line.indexOf(' ') + 1).replace("\\n", "\n");
        String said = Replies.said(decision);
        switch (line.substring(0, (line + " ").indexOf(' '))) {
            case "ask", "answer", "silent", "hand-over" ->
                assertThat(Replies.kind(decision)).as("%s → %s", exchange, said).isEqualTo(line);
            case "text:" ->
                assertThat(decision.replies())
                        .as(exchange.toString())
                        .extracting(reply -> Replies.textOf(reply.content()))
                        .contains(value);
            case "says:" -> assertThat(said).as(exchange.toString()).contains(value);
            case "never:" -> assertThat(said).as(exchange.toString()).doesNotContain(value);
            case "options:" ->
                assertThat(Replies.options(decision))
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
}
