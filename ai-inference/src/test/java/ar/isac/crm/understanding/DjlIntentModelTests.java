package ar.isac.crm.understanding;

import static ar.isac.crm.understanding.Intent.GREETING;
import static ar.isac.crm.understanding.Intent.PRICE_QUERY;
import static ar.isac.crm.understanding.Intent.PRODUCT_QUERY;
import static ar.isac.crm.understanding.Intent.STOCK_QUERY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DjlIntentModelTests {

    private static DjlIntentModel model;

    @BeforeAll
    static void loadsFromTheClasspath() {
        model = DjlIntentModel.load();
    }

    @AfterAll
    static void close() {
        model.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Quiero el 256gb en azul                         | PURCHASE_REQUEST
            sí                                              | AFFIRM
            listo, lo compro                                | PURCHASE_REQUEST
            Tengo un problema con mi compra anterior        | COMPLAINT
            cuanto sale el iphone 15 pro 256gb?             | PRICE_QUERY
            hay stock de cargadores?                        | STOCK_QUERY
            quiero comprar un iphone 15                     | PURCHASE_REQUEST
            quiero hablar con una persona                   | HUMAN_REQUEST
            tiene garantía?                                 | WARRANTY_QUERY
            a qué hora abren?                               | STORE_INFO
            dónde están?                                    | STORE_INFO
            hacen envíos?                                   | SHIPPING_QUERY
            cómo puedo pagar?                               | PAYMENT_METHODS
            dónde está mi pedido?                           | ORDER_STATUS
            gracias!                                        | THANKS_BYE
            buenas                                          | GREETING
            no                                              | DENY
            """)
    void understandsTheConversationsThatMustWork(String text, Intent expected) {
        assertThat(model.analyse(text).primary().intent()).isEqualTo(expected);
    }

    /** Between a kind of thing and this very thing the words alone do not decide; both are said, and the catalogue knows. */
    @Test
    void readsAModelAskedForByItsNameAsAProductAndItsStock() {
        MessageAnalysis analysis = model.analyse("Hola, tenes iphone 15 pro?");

        assertThat(analysis.intentSet()).contains(PRODUCT_QUERY, GREETING);
        assertThat(analysis.primary().intent()).isIn(PRODUCT_QUERY, STOCK_QUERY);
    }

    @Test
    void findsBothQuestionsAroundAnAndWithoutAnySign() {
        assertThat(model.analyse("hacen envios y que tarjetas aceptan").intentSet())
                .containsExactlyInAnyOrder(Intent.SHIPPING_QUERY, Intent.PAYMENT_METHODS);
        assertThat(model.analyse("hay talle 40 y a que hora cierran").intentSet())
                .containsExactlyInAnyOrder(STOCK_QUERY, Intent.STORE_INFO);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Perfecto, muchas gracias            | THANKS_BYE
            Quedo a la espera. Muy agradecido.  | THANKS_BYE
            buenas noches, están atendiendo?    | GREETING
            """)
    void aClearCourtesyIsNotLostToAFaintBusinessIntent(String text, Intent expected) {
        assertThat(model.analyse(text).primary().intent()).isEqualTo(expected);
    }

    @Test
    void findsTheGreetingBesideTheQuestionAndAnswersTheQuestion() {
        MessageAnalysis analysis = model.analyse("hola! tenes el iphone 15 pro? cuanto sale?");

        assertThat(analysis.intentSet()).contains(GREETING, PRICE_QUERY);
        assertThat(analysis.primary().intent()).isIn(PRODUCT_QUERY, PRICE_QUERY, STOCK_QUERY);
    }

    @Test
    void findsWhatIsMentionedAndWhere() {
        String text = "Hola, quiero 2 zapatillas nike talle 38";

        List<Entity> entities = model.analyse(text).entities();

        assertThat(entities)
                .allSatisfy(entity ->
                        assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text()))
                .extracting(Entity::type)
                .contains(EntityType.QUANTITY, EntityType.PRODUCT, EntityType.ATTRIBUTE);
    }

    @Test
    void tellsAnAngryCustomerFromACalmOne() {
        double calm = model.analyse("hola, tienen remeras blancas?").negativity();
        double angry = model.analyse("son una vergüenza, me estafaron y nadie me contesta!!!")
                .negativity();

        assertThat(angry).isGreaterThan(calm + 0.3);
    }

    @Test
    void tellsAResellerFromAShopper() {
        assertThat(model.analyse("precio por mayor? soy revendedora y necesito factura A")
                        .isWholesale())
                .isTrue();
        assertThat(model.analyse("cuanto sale la remera?").isWholesale()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\n\n", "\u0000\u0001\u0007", "\uD83D", "?", "...", "\u200F\u202E", "́́"})
    void hasNothingToSayOfATextWithoutWords(String text) {
        MessageAnalysis analysis = model.analyse(text);

        assertThat(analysis.primary().probability()).isLessThanOrEqualTo(1);
        assertWellFormed(text, analysis);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "😀😀😀",
                "🇦🇷❤️‍🔥👍🏽",
                "你好，多少钱",
                "привет сколько стоит",
                "مرحبا",
                "नमस्ते",
                "𝓱𝓸𝓵𝓪 ｃｕａｎｔｏ",
                "a\u0301\u0301\u0301",
                "{product:x} <script>alert(1)</script>",
                "1234567890123456789012345678901234567890"
            })
    void bearsAnyScript(String text) {
        assertWellFormed(text, model.analyse(text));
    }

    @Test
    void doesNotAnswerSureOfWhatItNeverSaw() {
        for (String text : List.of("", "\n", "你好，多少钱", "\u0000")) {
            assertThat(model.analyse(text).primary().intent()).isEqualTo(Intent.OTHER);
        }
    }

    @Test
    void takesRandomLettersForNoYesAndNo() {
        for (String text : List.of("zxcmnb", "kjdfhgkjdhf", "conchetumare", "fdgkj")) {
            assertThat(model.analyse(text).primary().intent()).as(text).isNotIn(Intent.AFFIRM, Intent.DENY);
        }
        for (String text : List.of("sep", "sisa", "dale", "daleee", "okk")) {
            assertThat(model.analyse(text).primary().intent()).as(text).isEqualTo(Intent.AFFIRM);
        }
    }

    @Test
    void readsLongTextsUpToTheLimit() {
        String longest = "hola quiero saber el precio ".repeat(200).substring(0, Tokenizer.MAX_LENGTH);

        assertWellFormed(longest, model.analyse(longest));
        assertWellFormed(longest + longest, model.analyse(longest + longest));
        assertWellFormed("a".repeat(4096), model.analyse("a".repeat(4096)));
    }

    @Test
    void saysTheSameAloneAndInABatch() {
        List<String> texts = List.of(
                "hola", "cuanto sale el cargador?", "me llegó roto el vaso, quiero que me devuelvan la plata", "");

        List<MessageAnalysis> together = model.analyse(texts);

        for (int i = 0; i < texts.size(); i++) {
            MessageAnalysis alone = model.analyse(texts.get(i));
            assertThat(together.get(i).primary().intent())
                    .isEqualTo(alone.primary().intent());
            assertThat(together.get(i).entities()).isEqualTo(alone.entities());
            assertThat(Math.abs(together.get(i).primary().probability()
                            - alone.primary().probability()))
                    .isLessThan(1e-3);
        }
    }

    @Test
    void serves32ThreadsAtOnce() throws Exception {
        List<String> texts = List.of("cuanto sale?", "quiero hablar con alguien", "llegan a rosario?", "se me rompió");
        List<MessageAnalysis> expected = texts.stream().map(model::analyse).toList();

        try (ExecutorService threads = Executors.newFixedThreadPool(32)) {
            List<Future<List<MessageAnalysis>>> rounds = new ArrayList<>();
            for (int thread = 0; thread < 32; thread++) {
                rounds.add(threads.submit(() -> {
                    List<MessageAnalysis> last = List.of();
                    for (int i = 0; i < 10; i++) {
                        last = texts.stream().map(model::analyse).toList();
                    }
                    return last;
                }));
            }
            for (Future<List<MessageAnalysis>> round : rounds) {
                assertThat(round.get()).isEqualTo(expected);
            }
        }
    }

    @Test
    void keepsNothingOfARequest() {
        model.analyse("hola");
        int before = model.openArrays();

        for (int i = 0; i < 100; i++) {
            model.analyse("hola, cuánto sale?");
        }

        assertThat(model.openArrays()).isEqualTo(before);
    }

    @Test
    void takesTheTermsOfAShopAndReadsOnWithoutThem() {
        ShopTerms terms = ShopTerms.of(
                List.of("Yerba Canarias 1kg"),
                List.of("Canarias"),
                List.of("Visa"),
                List.of("Modo"),
                List.of("Andreani"));
        List<String> texts = List.of("tenés canarias?", "hola", "", "mandan por andreani?");

        List<MessageAnalysis> analyses = model.analyse(texts, terms);

        assertThat(analyses).hasSameSizeAs(texts);
        for (int i = 0; i < texts.size(); i++) {
            assertWellFormed(texts.get(i), analyses.get(i));
        }
        assertThat(model.analyse("mandan por andreani?", terms).primary().intent())
                .isEqualTo(Intent.SHIPPING_QUERY);
        assertThat(model.analyse("hola", ShopTerms.NONE)).isEqualTo(model.analyse("hola"));
    }

    @Test
    void aFolderWithoutAWholeModelOfThisProgramIsRefused(@TempDir Path folder) throws IOException {
        assertThatIllegalStateException().isThrownBy(() -> DjlIntentModel.load(folder));

        for (String name : List.of("model.json", "weights.bin", "lexicon.txt", "vocabulary.txt", "mentions.bin")) {
            try (InputStream in = DjlIntentModel.class.getResourceAsStream("/model/" + name)) {
                Files.copy(Objects.requireNonNull(in), folder.resolve(name));
            }
        }
        try (DjlIntentModel copy = DjlIntentModel.load(folder)) {
            assertThat(copy.analyse("cuanto sale?")).isEqualTo(model.analyse("cuanto sale?"));
        }

        String metadata = Files.readString(folder.resolve("model.json"));
        for (String damaged : List.of("{", "{}", metadata.replaceFirst("\"format\" : \\d+", "\"format\" : 1"))) {
            Files.writeString(folder.resolve("model.json"), damaged);
            assertThatIllegalStateException().isThrownBy(() -> DjlIntentModel.load(folder));
        }

        Files.writeString(folder.resolve("model.json"), metadata);
        byte[] weights = Files.readAllBytes(folder.resolve("weights.bin"));
        Files.write(folder.resolve("weights.bin"), Arrays.copyOf(weights, weights.length / 2));
        assertThatIllegalStateException().isThrownBy(() -> DjlIntentModel.load(folder));
    }

    @Test
    void knowsItsVersion() {
        assertThat(model.version()).startsWith("isac-");
        assertThat(model.analyse("hola").modelVersion()).isEqualTo(model.version());
    }

    private static void assertWellFormed(String text, MessageAnalysis analysis) {
        assertThat(analysis.intents()).isNotEmpty();
        assertThat(analysis.intents())
                .isSortedAccordingTo(
                        Comparator.comparingDouble(ScoredIntent::probability).reversed());
        assertThat(analysis.has(analysis.primary().intent())).isTrue();
        assertThat(analysis.intents())
                .allSatisfy(scored -> assertThat(scored.probability()).isBetween(0.0, 1.0));
        assertThat(analysis.urgency()).isBetween(0.0, 1.0);
        assertThat(analysis.negativity()).isBetween(0.0, 1.0);
        for (Entity entity : analysis.entities()) {
            assertThat(text.substring(entity.start(), entity.end())).isEqualTo(entity.text());
        }
    }
}
