package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Direction;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.security.Role;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Articles and canned replies, written over the API and told by the assistant. */
class KnowledgeTests {

    private static final Duration SOON = Duration.ofSeconds(30);
    private static final String ARTICLE = "article { id version topic title questions text link isActive"
            + " place { latitude name } openingHours { week { day hours { opens closes } }"
            + " specialDays { name from to isYearly openings { opens } } onPublicHolidays isOpenNow nextOpeningAt } }";
    private static final String SAVE = "mutation($input: SaveArticleInput!) { saveArticle(input: $input) { " + ARTICLE
            + " userErrors { path code message } } }";
    private static final String DELETE =
            "mutation($input: DeleteArticleInput!) { deleteArticle(input: $input) { deletedId userErrors { code } } }";
    private static final String LIST = "query($topic: Topic, $search: String, $first: Int, $after: String) {"
            + " knowledgeArticles(topic: $topic, search: $search, first: $first, after: $after) {"
            + " nodes { id version topic title text } pageInfo { hasNextPage endCursor } } }";
    private static final String SAVE_REPLY =
            "mutation($input: SaveCannedReplyInput!) { saveCannedReply(input: $input) {"
                    + " cannedReply { id version shortcut text isActive } userErrors { path code message } } }";

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0S"));
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void theDemoShopKnowsItself() {
        JsonNode articles = list(Map.of("first", 50)).at("/knowledgeArticles/nodes");

        assertThat(articles.findValuesAsString("topic"))
                .startsWith("HOURS", "ADDRESS", "SHIPPING", "PAYMENT", "WARRANTY", "RETURNS", "INVOICES", "OTHER");
    }

    @Test
    void anEditIsInTheNextAnswer() {
        JsonNode known = topic("SHIPPING");
        ask("5491155577001", "hacen envios?");
        await().atMost(SOON).until(() -> said("5491155577001").contains("Andreani"));

        Map<String, Object> input = article("SHIPPING", "Envíos", "Enviamos por moto en el día.");
        input.put("id", known.path("id").asString());
        input.put("version", known.path("version").asLong());
        assertThat(save(input).at("/saveArticle/userErrors")).isEmpty();
        ask("5491155577002", "hacen envios?");

        await().atMost(SOON).until(() -> said("5491155577002").contains("Enviamos por moto en el día."));
    }

    @Test
    void aNewFreeArticleAnswersItsQuestionWithItsPlaceAndLink() {
        Map<String, Object> input =
                article("OTHER", "Punto de retiro en Rosario", "Retirás en Rosario, en San Luis 1500.");
        input.put("questions", List.of("punto de retiro en Rosario", "puedo retirar en Rosario"));
        input.put("link", "https://shop.example/rosario");
        input.put(
                "place", Map.of("latitude", -32.9, "longitude", -60.6, "name", "Rosario", "address", "San Luis 1500"));
        save(input);

        ask("5491155577003", "tienen punto de retiro en rosario?");

        await().atMost(SOON)
                .until(() -> said("5491155577003").contains("San Luis 1500.\nhttps://shop.example/rosario"));
        await().atMost(SOON)
                .until(() -> crm.thread("5491155577003").stream()
                        .anyMatch(message -> message.content() instanceof LocationContent));
    }

    @Test
    void whoEditsAnOldVersionLosesNothingOfTheNewerOne() {
        Map<String, Object> input = article("OTHER", "Nota", "primera");
        JsonNode first = save(input).at("/saveArticle/article");
        input.put("id", first.path("id").asString());
        input.put("version", first.path("version").asLong());
        input.put("text", "segunda");
        save(input);
        input.put("text", "tercera");

        Client.Answer late = save(input);

        assertThat(late.at("/saveArticle/article").isNull()).isTrue();
        assertThat(late.at("/saveArticle/userErrors/0/path/0").asString()).isEqualTo("version");
        assertThat(late.at("/saveArticle/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(list(Map.of("search", "Nota segunda")).at("/knowledgeArticles/nodes"))
                .hasSize(1);
    }

    @Test
    void aTopicHasOneArticle() {
        Client.Answer second = save(article("PAYMENT", "Otra", "otra"));

        assertThat(second.at("/saveArticle/userErrors/0/path/0").asString()).isEqualTo("topic");
    }

    @Test
    void everythingThatIsWrongWithAnArticleIsSaidAtOnceAndWhere() {
        Map<String, Object> input = article("HOURS", " ", "");
        input.put("link", "shop.example");
        input.put("place", Map.of("latitude", 91, "longitude", 0, "name", "", "address", ""));
        input.put("questions", List.of("ok", " "));
        input.put(
                "openingHours",
                Map.of(
                        "week",
                        List.of(
                                opening("MONDAY", "9", "18:00"),
                                opening("TUESDAY", "09:00", "18:00"),
                                opening("TUESDAY", "17:00", "20:00")),
                        "specialDays",
                        List.of(Map.of("name", "Feria", "from", "2026-02-30"))));

        List<String> wrong = save(input)
                .at("/saveArticle/userErrors")
                .valueStream()
                .map(error -> String.join(
                        "/",
                        error.path("path").valueStream().map(JsonNode::asString).toList()))
                .toList();

        assertThat(wrong)
                .containsExactlyInAnyOrder(
                        "title",
                        "questions/1",
                        "place/latitude",
                        "link",
                        "openingHours/specialDays/0/from",
                        "openingHours/week/0/hours/opens",
                        "openingHours/week/2/hours");
    }

    @Test
    void openingHoursComeBackAsTheyWereWrittenAndSayWhetherTheShopIsOpen() {
        JsonNode known = topic("HOURS");
        Map<String, Object> input = article("HOURS", "Horarios", "");
        input.put("id", known.path("id").asString());
        input.put("version", known.path("version").asLong());
        List<Map<String, Object>> always =
                List.of("MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY", "SUNDAY").stream()
                        .map(day -> opening(day, "00:00", "24:00"))
                        .toList();
        input.put("openingHours", Map.of("week", always, "onPublicHolidays", "AS_USUAL"));

        JsonNode hours = save(input).at("/saveArticle/article/openingHours");
        ask("5491155577004", "estan abiertos?");

        assertThat(hours.path("week")).hasSize(7);
        assertThat(hours.at("/week/0/hours/closes").asString()).isEqualTo("00:00");
        assertThat(hours.path("isOpenNow").asBoolean()).isTrue();
        assertThat(hours.path("nextOpeningAt").isNull()).isTrue();
        await().atMost(SOON).until(() -> said("5491155577004").contains("Sí, estamos abiertos las 24 horas."));
    }

    @Test
    void aListIsReadPageByPageWithoutAGapOrARepeat() {
        List<String> whole =
                list(Map.of("first", 100)).at("/knowledgeArticles/nodes").findValuesAsString("id");
        List<String> pages = new java.util.ArrayList<>();
        JsonNode page = list(Map.of("first", 3)).at("/knowledgeArticles");
        pages.addAll(page.path("nodes").findValuesAsString("id"));
        while (page.at("/pageInfo/hasNextPage").asBoolean()) {
            page = list(Map.of(
                            "first", 3, "after", page.at("/pageInfo/endCursor").asString()))
                    .at("/knowledgeArticles");
            pages.addAll(page.path("nodes").findValuesAsString("id"));
        }

        assertThat(pages).isEqualTo(whole);
    }

    @Test
    void advisorsReadAndSupervisorsWrite() {
        Client advisor = Client.hired(crm, Role.ADVISOR);
        Client supervisor = Client.hired(crm, Role.SUPERVISOR);
        Map<String, ?> input = Map.of("input", article("OTHER", "De la supervisora", "texto"));

        assertThat(advisor.ask(LIST, Map.of()).at("/knowledgeArticles/nodes")).isNotEmpty();
        assertThat(advisor.ask(SAVE, input).errorCode()).isEqualTo("FORBIDDEN");
        assertThat(advisor.ask(SAVE_REPLY, Map.of("input", Map.of("shortcut", "/x", "text", "x")))
                        .errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(Client.anonymous(crm).ask(LIST, Map.of()).errorCode()).isEqualTo("UNAUTHENTICATED");
        String id = supervisor.ask(SAVE, input).at("/saveArticle/article/id").asString();
        assertThat(advisor.ask(DELETE, Map.of("input", Map.of("id", id))).errorCode())
                .isEqualTo("FORBIDDEN");
        assertThat(supervisor
                        .ask(DELETE, Map.of("input", Map.of("id", id)))
                        .at("/deleteArticle/deletedId")
                        .asString())
                .isEqualTo(id);
        assertThat(supervisor.ask(DELETE, Map.of("input", Map.of("id", id))).errorCode())
                .isEqualTo("NOT_FOUND");
    }

    @Test
    void aCannedReplyIsFoundByItsShortcutAndEveryShortcutIsOneReplys() {
        Client.Answer saved = admin.ask(
                SAVE_REPLY,
                Map.of(
                        "input",
                        Map.of("shortcut", "/Saludo", "text", "¡Hola {{customer.name}}! Soy {{advisor.name}}.")));
        Client.Answer again = admin.ask(SAVE_REPLY, Map.of("input", Map.of("shortcut", "/saludo", "text", "Otro")));
        Client.Answer bad =
                admin.ask(SAVE_REPLY, Map.of("input", Map.of("shortcut", "hola mundo", "text", "{{customer.phone}}")));

        assertThat(saved.at("/saveCannedReply/cannedReply/shortcut").asString()).isEqualTo("/saludo");
        assertThat(again.at("/saveCannedReply/userErrors/0/path/0").asString()).isEqualTo("shortcut");
        assertThat(bad.at("/saveCannedReply/userErrors").findValuesAsString("code"))
                .containsExactly("INVALID", "INVALID");
        assertThat(admin.ask("{ cannedReplies(search: \"saludo\") { shortcut } }")
                        .at("/cannedReplies"))
                .hasSize(1);
        String id = saved.at("/saveCannedReply/cannedReply/id").asString();
        assertThat(admin.ask("query($id: ID!) { node(id: $id) { id ... on CannedReply { text } } }", Map.of("id", id))
                        .at("/node/text")
                        .asString())
                .contains("Soy {{advisor.name}}");
    }

    private static Map<String, Object> article(String topic, String title, String text) {
        Map<String, Object> input = new HashMap<>();
        input.put("topic", topic);
        input.put("title", title);
        input.put("text", text);
        return input;
    }

    private static Map<String, Object> opening(String day, String opens, String closes) {
        return Map.of("day", day, "hours", Map.of("opens", opens, "closes", closes));
    }

    private static Client.Answer save(Map<String, Object> input) {
        return admin.ask(SAVE, Map.of("input", input));
    }

    private static Client.Answer list(Map<String, ?> variables) {
        return admin.ask(LIST, variables);
    }

    private static JsonNode topic(String topic) {
        return list(Map.of("topic", topic)).at("/knowledgeArticles/nodes/0");
    }

    private static void ask(String waId, String text) {
        assertThat(crm.customer(waId).writes(text)).isEqualTo(200);
    }

    private static String said(String waId) {
        return String.join(
                "\n",
                crm.thread(waId).stream()
                        .filter(message -> message.direction() == Direction.OUTBOUND)
                        .map(message -> message.content().plainText())
                        .toList());
    }
}
