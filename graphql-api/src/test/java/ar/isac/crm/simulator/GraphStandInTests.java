package ar.isac.crm.simulator;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ar.isac.crm.simulator.PhoneContent.Choices;
import ar.isac.crm.simulator.PhoneContent.Medium;
import ar.isac.crm.simulator.PhoneContent.Words;
import ar.isac.crm.simulator.PhoneMessage.State;
import ar.isac.crm.simulator.Simulation.Delivery;
import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

class GraphStandInTests {

    private Simulation simulation;

    @BeforeEach
    void start() throws IOException {
        simulation = new Simulation();
    }

    @AfterEach
    void stop() {
        simulation.close();
    }

    private static String whatsApp(String type, String content) {
        return """
                {"messaging_product": "whatsapp", "recipient_type": "individual", "to": "5491150320118",
                 "biz_opaque_callback_data": "attempt-7", "type": "%s", "%s": %s}
                """.formatted(type, type, content);
    }

    private static String text(String body) {
        return whatsApp("text", "{\"body\": \"" + body + "\", \"preview_url\": false}");
    }

    private static String instagram(String message) {
        return "{\"recipient\": {\"id\": \"1254459154682919\"}, \"message\": " + message + "}";
    }

    private static String buttons(String... titles) {
        String buttons = IntStream.range(0, titles.length)
                .mapToObj(i -> "{\"type\": \"reply\", \"reply\": {\"id\": \"b%d\", \"title\": \"%s\"}}"
                        .formatted(i, titles[i]))
                .collect(Collectors.joining(","));
        return whatsApp(
                "interactive",
                "{\"type\": \"button\", \"body\": {\"text\": \"¿Seguimos?\"}, \"action\": {\"buttons\": [" + buttons
                        + "]}}");
    }

    private static String list(int rows, String title) {
        String given = IntStream.range(0, rows)
                .mapToObj(i -> "{\"id\": \"r%d\", \"title\": \"%s\"}".formatted(i, title))
                .collect(Collectors.joining(","));
        return whatsApp("interactive", """
                {"type": "list", "body": {"text": "Capacidades"},
                 "action": {"button": "Ver", "sections": [{"rows": [%s]}]}}
                """.formatted(given));
    }

    @Test
    void whatsAppAnswersWithTheWamidAndTheCustomersId() throws Exception {
        simulation
                .send(Simulation.NUMBER, text("Hola"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.messaging_product").value("whatsapp"))
                .andExpect(jsonPath("$.contacts[0].input").value("5491150320118"))
                .andExpect(jsonPath("$.contacts[0].wa_id").value("5491150320118"))
                .andExpect(jsonPath("$.messages[0].id").value(startsWith("wamid.")));
    }

    @Test
    void whatsAppTellsSentThenDeliveredAndReadOnceTheCustomerLooks() throws Exception {
        simulation.send(Simulation.NUMBER, text("Hola"));

        Delivery sent = simulation.nextDelivery();
        Delivery delivered = simulation.nextDelivery();
        assertThat(simulation.deliveries).isEmpty();
        simulation.act(simulation.whatsApp, "{\"type\": \"seen\"}");
        Delivery read = simulation.nextDelivery();

        PhoneMessage onPhone = onPhone(simulation.whatsApp);
        assertThat(onPhone.content()).isEqualTo(new Words("Hola"));
        assertThat(onPhone.state()).isEqualTo(State.READ);
        assertThat(Stream.of(sent, delivered, read)
                        .map(it -> statusOf(it).path("status").stringValue()))
                .containsExactly("sent", "delivered", "read");
        assertThat(Stream.of(sent, delivered, read)).allSatisfy(delivery -> {
            assertThat(delivery.path()).isEqualTo("/webhooks/whatsapp");
            assertThat(delivery.value().at("/metadata/phone_number_id").stringValue())
                    .isEqualTo(Simulation.NUMBER);
            assertThat(statusOf(delivery).path("id").stringValue()).isEqualTo(onPhone.id());
            assertThat(statusOf(delivery).path("recipient_id").stringValue()).isEqualTo("5491150320118");
            assertThat(statusOf(delivery).path("biz_opaque_callback_data").stringValue())
                    .isEqualTo("attempt-7");
        });
    }

    private static JsonNode statusOf(Delivery delivery) {
        return delivery.value().at("/statuses/0");
    }

    private PhoneMessage onPhone(Phone phone) {
        return simulation.phones.messages(phone.id()).stream()
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    static Stream<Arguments> refusals() {
        return Stream.of(
                Arguments.of("text of 4,097 characters", text("a".repeat(4097)), 100, "at most 4096 characters"),
                Arguments.of("no text", text(""), 100, "text['body']"),
                Arguments.of("four buttons", buttons("a", "b", "c", "d"), 131009, "Max allowed buttons: 3"),
                Arguments.of("title of 21", buttons("a".repeat(21)), 131009, "Min length: 1, Max length: 20"),
                Arguments.of("the same title twice", buttons("Sí", "Sí"), 131009, "Duplicated button title"),
                Arguments.of("eleven rows", list(11, "256GB"), 131009, "max allowed count: 10"),
                Arguments.of("row title of 25", list(1, "a".repeat(25)), 131009, "Max length is 24"),
                Arguments.of("unknown type", whatsApp("carrier_pigeon", "{}"), 131051, "carrier_pigeon"),
                Arguments.of(
                        "neither id nor link",
                        whatsApp("image", "{\"caption\": \"x\"}"),
                        100,
                        "exactly one of id and link"),
                Arguments.of("unknown medium", whatsApp("image", "{\"id\": \"123\"}"), 100, "'123' does not exist"),
                Arguments.of("latitude", whatsApp("location", "{\"latitude\": 91, \"longitude\": 0}"), 100, "latitude"),
                Arguments.of("no recipient", "{\"messaging_product\": \"whatsapp\"}", 131008, "recipient"),
                Arguments.of("not JSON", "{", 100, "valid JSON"),
                Arguments.of(
                        "text of 1,001 bytes",
                        instagram("{\"text\": \"ñ" + "a".repeat(999) + "\"}"),
                        100,
                        "less than or equal to 1000"),
                Arguments.of(
                        "fourteen quick replies",
                        instagram("{\"text\": \"?\", \"quick_replies\": ["
                                + "{\"title\": \"a\", \"payload\": \"b\"},".repeat(13)
                                + "{\"title\": \"a\", \"payload\": \"b\"}]}"),
                        100,
                        "too many elements"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refusals")
    void whatMetaWouldNotTakeIsRefusedInItsWords(String what, String json, int code, String words) throws Exception {
        simulation
                .send(Simulation.NUMBER, json)
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.error.type").value("OAuthException"))
                .andExpect(jsonPath("$.error.code").value(code))
                .andExpect(jsonPath("$.error.fbtrace_id").isNotEmpty())
                .andExpect(content().string(containsString(words)));
        assertThat(simulation.phones.messages(simulation.whatsApp.id())).isEmpty();
        assertThat(simulation.phones.messages(simulation.instagram.id())).isEmpty();
    }

    @Test
    void whatLiesExactlyAtTheLimitIsTaken() throws Exception {
        simulation.send(Simulation.NUMBER, text("a".repeat(4096))).andExpect(status().isOk());
        simulation.send(Simulation.NUMBER, buttons("a".repeat(20), "b", "c")).andExpect(status().isOk());
        simulation.send(Simulation.NUMBER, list(10, "a".repeat(24))).andExpect(status().isOk());
        simulation
                .send(Simulation.INSTAGRAM, instagram("{\"text\": \"ñ" + "a".repeat(998) + "\"}"))
                .andExpect(status().isOk());
    }

    @Test
    void withoutATokenNothingIsDone() throws Exception {
        simulation
                .web
                .perform(post("/simulator/graph/v25.0/" + Simulation.NUMBER + "/messages")
                        .content(text("Hola").getBytes(UTF_8)))
                .andExpect(status().isUnauthorized())
                .andExpect(jsonPath("$.error.code").value(190));
        assertThat(simulation.phones.messages(simulation.whatsApp.id())).isEmpty();
    }

    @Test
    void instagramAnswersWithTheMidEchoesItAndTellsWhenItIsRead() throws Exception {
        simulation
                .send(Simulation.INSTAGRAM, instagram("{\"text\": \"¡Hola!\"}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.recipient_id").value("1254459154682919"))
                .andExpect(jsonPath("$.message_id").isNotEmpty());

        Delivery echo = simulation.nextDelivery();
        PhoneMessage onPhone = onPhone(simulation.instagram);
        simulation.act(simulation.instagram, "{\"type\": \"seen\"}");
        Delivery read = simulation.nextDelivery();

        assertThat(onPhone.id().length()).isGreaterThan(150);
        assertThat(echo.path()).isEqualTo("/webhooks/instagram");
        assertThat(echo.event().at("/message/is_echo").booleanValue()).isTrue();
        assertThat(echo.event().at("/message/mid").stringValue()).isEqualTo(onPhone.id());
        assertThat(echo.event().at("/sender/id").stringValue()).isEqualTo(Simulation.INSTAGRAM);
        assertThat(read.event().at("/read/mid").stringValue()).isEqualTo(onPhone.id());
        assertThat(read.event().at("/sender/id").stringValue()).isEqualTo("1254459154682919");
    }

    @Test
    void aLinkedImageIsFetchedAndShown() throws Exception {
        simulation.send(
                Simulation.NUMBER,
                whatsApp("image", "{\"link\": \"" + simulation.link("/foto.png") + "\", \"caption\": \"Azul\"}"));

        assertThat(statusOf(simulation.nextDelivery()).path("status").stringValue())
                .isEqualTo("sent");
        assertThat(onPhone(simulation.whatsApp).content()).isInstanceOfSatisfying(Medium.class, medium -> {
            assertThat(medium.caption()).isEqualTo("Azul");
            assertThat(simulation.media.find(String.valueOf(medium.mediaId())))
                    .hasValueSatisfying(kept -> assertThat(kept.bytes()).containsExactly(1, 2, 3));
        });
    }

    @Test
    void aLinkThatLeadsNowhereFailsByStatusOnWhatsAppAndAtOnceOnInstagram() throws Exception {
        String link = simulation.link("/no-hay-nada");

        simulation
                .send(Simulation.NUMBER, whatsApp("image", "{\"link\": \"" + link + "\"}"))
                .andExpect(status().isOk());
        JsonNode failed = statusOf(simulation.nextDelivery());

        assertThat(failed.path("status").stringValue()).isEqualTo("failed");
        assertThat(failed.at("/errors/0/code").intValue()).isEqualTo(131053);
        assertThat(failed.path("biz_opaque_callback_data").stringValue()).isEqualTo("attempt-7");
        simulation
                .send(
                        Simulation.INSTAGRAM,
                        instagram("{\"attachment\": {\"type\": \"image\", \"payload\": {\"url\": \"" + link + "\"}}}"))
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.error.error_subcode").value(2018008));
    }

    @Test
    void linksIntoThisMachineAreNotFollowedExceptToThisServer() throws Exception {
        simulation.send(Simulation.NUMBER, whatsApp("image", "{\"link\": \"http://127.0.0.1:1/foto.png\"}"));

        assertThat(statusOf(simulation.nextDelivery())
                        .at("/errors/0/error_data/details")
                        .stringValue())
                .contains("private network");
    }

    @Test
    void aDayAfterTheCustomersLastMessageOnlyTemplatesPass() throws Exception {
        simulation.act(simulation.whatsApp, "{\"type\": \"text\", \"text\": \"Hola\"}");
        simulation.act(simulation.instagram, "{\"type\": \"text\", \"text\": \"Hola\"}");
        simulation.nextDelivery();
        simulation.nextDelivery();
        simulation.clock.advance(Duration.ofHours(25));

        simulation.send(Simulation.NUMBER, text("¿Seguís ahí?")).andExpect(status().isOk());
        JsonNode refused = statusOf(simulation.nextDelivery());
        simulation.send(
                Simulation.NUMBER,
                whatsApp("template", "{\"name\": \"recordatorio\", \"language\": {\"code\": \"es_AR\"}}"));
        JsonNode template = statusOf(simulation.nextDelivery());

        assertThat(refused.at("/errors/0/code").intValue()).isEqualTo(131047);
        assertThat(template.path("status").stringValue()).isEqualTo("sent");
        simulation
                .send(Simulation.INSTAGRAM, instagram("{\"text\": \"¿Seguís ahí?\"}"))
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.error.code").value(10))
                .andExpect(jsonPath("$.error.error_subcode").value(2534022));
    }

    @Test
    void aNumberThatNobodyHasSeenYetRingsAllTheSame() throws Exception {
        simulation.send(Simulation.NUMBER, text("Hola").replace("5491150320118", "+54 9 11 5550-0000"));
        simulation.nextDelivery();

        assertThat(simulation.phones.find("whatsapp-5491155500000")).isPresent();
    }

    @Test
    void theShopReadingTurnsTheCustomersTicksBlue() throws Exception {
        simulation.act(simulation.whatsApp, "{\"type\": \"text\", \"text\": \"Hola\"}");
        String id = simulation.nextDelivery().value().at("/messages/0/id").stringValue();

        simulation
                .send(
                        Simulation.NUMBER,
                        "{\"messaging_product\": \"whatsapp\", \"status\": \"read\", \"message_id\": \"" + id
                                + "\", \"typing_indicator\": {\"type\": \"text\"}}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.success").value(true));

        org.awaitility.Awaitility.await()
                .untilAsserted(() -> assertThat(simulation.phones.message(simulation.whatsApp.id(), id))
                        .hasValueSatisfying(
                                message -> assertThat(message.state()).isEqualTo(State.READ)));
    }

    @Test
    void mediaAreFoundByIdAndServedToThoseWithTheToken() throws Exception {
        KeptMedia.Kept kept = simulation.media.keep("image/png", new byte[] {4, 5});
        String path = "/simulator/lookaside/" + kept.id();

        simulation
                .web
                .perform(get("/simulator/graph/v25.0/" + kept.id()).header("Authorization", "Bearer demo"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.url").value(simulation.link(path)))
                .andExpect(jsonPath("$.mime_type").value("image/png"))
                .andExpect(jsonPath("$.file_size").value(2));
        simulation.web.perform(get(path)).andExpect(status().isUnauthorized());
        simulation
                .web
                .perform(get(path).header("Authorization", "Bearer demo"))
                .andExpect(content().contentType("image/png"))
                .andExpect(content().bytes(new byte[] {4, 5}));
        simulation
                .web
                .perform(get("/simulator/cdn/" + kept.id()))
                .andExpect(content().bytes(new byte[] {4, 5}));
    }

    @Test
    void anUploadedImageCanBeSentById() throws Exception {
        String multipart = String.join(
                "\r\n",
                "--limite",
                "Content-Disposition: form-data; name=\"messaging_product\"",
                "",
                "whatsapp",
                "--limite",
                "Content-Disposition: form-data; name=\"file\"; filename=\"a.png\"",
                "Content-Type: image/png",
                "",
                "\u0001\u0002",
                "--limite--",
                "");
        String answer = simulation
                .web
                .perform(post("/simulator/graph/v25.0/" + Simulation.NUMBER + "/media")
                        .header("Authorization", "Bearer demo")
                        .contentType("multipart/form-data; boundary=limite")
                        .content(multipart.getBytes(UTF_8)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString();
        String id = MetaJson.JSON.readTree(answer).path("id").stringValue();

        simulation
                .send(Simulation.NUMBER, whatsApp("image", "{\"id\": \"" + id + "\"}"))
                .andExpect(status().isOk());

        assertThat(simulation.media.find(id))
                .hasValueSatisfying(kept -> assertThat(kept.bytes()).containsExactly(1, 2));
    }

    @Test
    void instagramKnowsItsUsersByName() throws Exception {
        simulation
                .web
                .perform(get("/simulator/graph/v25.0/1254459154682919")
                        .param("fields", "name,username")
                        .header("Authorization", "Bearer demo"))
                .andExpect(jsonPath("$.username").value("cami.rios"));
    }

    @Test
    void aListShowsItsRowsOnThePhone() throws Exception {
        simulation.send(Simulation.NUMBER, list(2, "256GB"));
        simulation.nextDelivery();

        assertThat(onPhone(simulation.whatsApp).content()).isInstanceOfSatisfying(Choices.class, choices -> {
            assertThat(choices.listButton()).isEqualTo("Ver");
            assertThat(choices.options()).extracting("id").containsExactly("r0", "r1");
        });
    }
}
