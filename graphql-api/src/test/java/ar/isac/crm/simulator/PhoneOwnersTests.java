package ar.isac.crm.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import ar.isac.crm.simulator.PhoneMessage.State;
import ar.isac.crm.simulator.Simulation.Delivery;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.http.MediaType;
import tools.jackson.databind.JsonNode;

class PhoneOwnersTests {

    private Simulation simulation;

    @BeforeEach
    void start() throws IOException {
        simulation = new Simulation();
    }

    @AfterEach
    void stop() {
        simulation.close();
    }

    private static String hmac(byte[] body) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(Simulation.SECRET.getBytes(UTF_8), "HmacSHA256"));
        return "sha256=" + HexFormat.of().formatHex(mac.doFinal(body));
    }

    private void write(Phone phone, String text) throws Exception {
        simulation
                .act(phone, "{\"type\": \"text\", \"text\": \"" + text + "\"}")
                .andExpect(status().isOk());
    }

    private State stateOf(Phone phone) {
        return simulation.phones.messages(phone.id()).iterator().next().state();
    }

    @Test
    void aTextComesAsEscapedAsciiSignedOverItsRawBytes() throws Exception {
        write(simulation.whatsApp, "¿Tenés 256/512 en stock? 🙂");

        Delivery delivery = simulation.nextDelivery();

        assertThat(delivery.path()).isEqualTo("/webhooks/whatsapp");
        assertThat(delivery.signature()).isEqualTo(hmac(delivery.body()));
        assertThat(new String(delivery.body(), US_ASCII).getBytes(US_ASCII)).isEqualTo(delivery.body());
        assertThat(new String(delivery.body(), US_ASCII))
                .contains("\\u00bfTen\\u00e9s 256\\/512 en stock? \\ud83d\\ude42");
    }

    @Test
    void whatsAppNamesTheNumberTheCustomerAndTheSecond() throws Exception {
        write(simulation.whatsApp, "Hola");

        JsonNode json = simulation.nextDelivery().json();
        JsonNode value = json.at("/entry/0/changes/0/value");

        assertThat(json.path("object").stringValue()).isEqualTo("whatsapp_business_account");
        assertThat(value.at("/metadata/phone_number_id").stringValue()).isEqualTo(Simulation.NUMBER);
        assertThat(value.at("/contacts/0/profile/name").stringValue()).isEqualTo("Lucía Fernández");
        assertThat(value.at("/contacts/0/wa_id").stringValue()).isEqualTo("5491150320118");
        assertThat(value.at("/messages/0/from").stringValue()).isEqualTo("5491150320118");
        assertThat(value.at("/messages/0/id").stringValue()).startsWith("wamid.");
        assertThat(value.at("/messages/0/timestamp").stringValue())
                .isEqualTo(Long.toString(Simulation.NOW.getEpochSecond()));
        assertThat(value.at("/messages/0/text/body").stringValue()).isEqualTo("Hola");
    }

    @Test
    void instagramTellsMillisecondsAndNoName() throws Exception {
        write(simulation.instagram, "Hola");

        Delivery delivery = simulation.nextDelivery();

        assertThat(delivery.path()).isEqualTo("/webhooks/instagram");
        assertThat(delivery.signature()).isEqualTo(hmac(delivery.body()));
        assertThat(delivery.json().at("/entry/0/id").stringValue()).isEqualTo(Simulation.INSTAGRAM);
        assertThat(delivery.event().at("/sender/id").stringValue()).isEqualTo("1254459154682919");
        assertThat(delivery.event().path("timestamp").longValue()).isEqualTo(Simulation.NOW.toEpochMilli());
        assertThat(delivery.event().at("/message/text").stringValue()).isEqualTo("Hola");
    }

    @Test
    void onWhatsAppAMessageIsReactedToEditedAndTakenBack() throws Exception {
        write(simulation.whatsApp, "el azul");
        String id = simulation.nextDelivery().value().at("/messages/0/id").stringValue();

        JsonNode set = done(simulation.whatsApp, "react", id, ", \"emoji\": \"❤️\"")
                .value()
                .at("/messages/0");
        JsonNode taken = done(simulation.whatsApp, "react", id, "").value().at("/messages/0");
        JsonNode edited = done(simulation.whatsApp, "edit", id, ", \"text\": \"el negro\"")
                .value()
                .at("/messages/0");
        JsonNode revoked = done(simulation.whatsApp, "delete", id, "").value().at("/messages/0");

        assertThat(set.at("/reaction/message_id").stringValue()).isEqualTo(id);
        assertThat(set.at("/reaction/emoji").stringValue()).isEqualTo("❤️");
        assertThat(taken.path("reaction").has("emoji")).isFalse();
        assertThat(edited.at("/edit/message/text/body").stringValue()).isEqualTo("el negro");
        assertThat(revoked.at("/revoke/original_message_id").stringValue()).isEqualTo(id);
        simulation
                .act(simulation.whatsApp, "{\"type\": \"edit\", \"messageId\": \"" + id + "\", \"text\": \"tarde\"}")
                .andExpect(status().isNotFound());
    }

    @Test
    void onInstagramAMessageIsReactedToEditedAndTakenBack() throws Exception {
        write(simulation.instagram, "el azul");
        String id = simulation.nextDelivery().event().at("/message/mid").stringValue();

        JsonNode set =
                done(simulation.instagram, "react", id, ", \"emoji\": \"🔥\"").event();
        JsonNode edited = done(simulation.instagram, "edit", id, ", \"text\": \"el negro\"")
                .event();
        JsonNode unsent = done(simulation.instagram, "delete", id, "").event();

        assertThat(set.at("/reaction/action").stringValue()).isEqualTo("react");
        assertThat(edited.at("/message_edit/num_edit").intValue()).isEqualTo(1);
        assertThat(unsent.at("/message/is_deleted").booleanValue()).isTrue();
        assertThat(unsent.at("/message/mid").stringValue()).isEqualTo(id);
    }

    private Delivery done(Phone phone, String act, String messageId, String more) throws Exception {
        simulation
                .act(phone, "{\"type\": \"" + act + "\", \"messageId\": \"" + messageId + "\"" + more + "}")
                .andExpect(status().isOk());
        return simulation.nextDelivery();
    }

    @Test
    void aPressedButtonComesAsAReplyToItsMessage() throws Exception {
        simulation.send(Simulation.NUMBER, """
                {"messaging_product": "whatsapp", "to": "5491150320118", "type": "interactive",
                 "interactive": {"type": "button", "body": {"text": "¿Qué querés ver?"}, "action": {"buttons": [
                  {"type": "reply", "reply": {"id": "product:7", "title": "Ver productos"}}]}}}
                """);
        String shown = simulation.nextDelivery().value().at("/statuses/0/id").stringValue();
        simulation.nextDelivery();

        simulation.act(
                simulation.whatsApp,
                "{\"type\": \"choice\", \"messageId\": \"" + shown + "\", \"optionId\": \"product:7\"}");

        JsonNode message = simulation.nextDelivery().value().at("/messages/0");
        assertThat(message.at("/interactive/type").stringValue()).isEqualTo("button_reply");
        assertThat(message.at("/interactive/button_reply/id").stringValue()).isEqualTo("product:7");
        assertThat(message.at("/interactive/button_reply/title").stringValue()).isEqualTo("Ver productos");
        assertThat(message.at("/context/id").stringValue()).isEqualTo(shown);
    }

    @Test
    void aQuickReplyComesWithItsPayload() throws Exception {
        simulation.send(Simulation.INSTAGRAM, """
                {"recipient": {"id": "1254459154682919"}, "message": {"text": "¿Capacidad?", "quick_replies": [
                 {"content_type": "text", "title": "256GB", "payload": "capacity:256"}]}}
                """);
        String mid = simulation.nextDelivery().event().at("/message/mid").stringValue();

        simulation.act(
                simulation.instagram,
                "{\"type\": \"choice\", \"messageId\": \"" + mid + "\", \"optionId\": \"capacity:256\"}");

        JsonNode message = simulation.nextDelivery().event().path("message");
        assertThat(message.path("text").stringValue()).isEqualTo("256GB");
        assertThat(message.at("/quick_reply/payload").stringValue()).isEqualTo("capacity:256");
    }

    @Test
    void whatWasNeverOfferedCannotBePressed() throws Exception {
        simulation
                .act(simulation.whatsApp, "{\"type\": \"choice\", \"messageId\": \"wamid.x\", \"optionId\": \"y\"}")
                .andExpect(status().isNotFound());
    }

    @Test
    void aPictureIsKeptAndAnnouncedByIdOnWhatsAppAndByLinkOnInstagram() throws Exception {
        for (Phone phone : List.of(simulation.whatsApp, simulation.instagram)) {
            simulation
                    .web
                    .perform(post("/simulator/api/phones/" + phone.id() + "/images")
                            .param("caption", "Así está")
                            .contentType(MediaType.IMAGE_JPEG)
                            .content(new byte[] {7, 7}))
                    .andExpect(status().isOk());
        }

        JsonNode first = simulation.nextDelivery().json();
        JsonNode second = simulation.nextDelivery().json();
        boolean isWhatsAppFirst = first.path("object").stringValue().equals("whatsapp_business_account");
        JsonNode image = (isWhatsAppFirst ? first : second).at("/entry/0/changes/0/value/messages/0/image");
        String url = (isWhatsAppFirst ? second : first)
                .at("/entry/0/messaging/0/message/attachments/0/payload/url")
                .stringValue();

        assertThat(image.path("mime_type").stringValue()).isEqualTo("image/jpeg");
        assertThat(image.path("caption").stringValue()).isEqualTo("Así está");
        assertThat(simulation.media.find(image.path("id").stringValue()))
                .hasValueSatisfying(kept ->
                        assertThat(kept.sha256()).isEqualTo(image.path("sha256").stringValue()));
        assertThat(url).startsWith(simulation.link("/simulator/cdn/"));
    }

    @Test
    void aRefusedDeliveryIsRepeatedUnderTheSameIdUntilItIsTaken() throws Exception {
        simulation.answers.addAll(List.of(503, 503));

        write(simulation.whatsApp, "Hola");

        byte[] body = simulation.nextDelivery().body();
        assertThat(simulation.nextDelivery().body()).isEqualTo(body);
        assertThat(simulation.nextDelivery().body()).isEqualTo(body);
        await().untilAsserted(() -> assertThat(stateOf(simulation.whatsApp)).isEqualTo(State.DELIVERED));
    }

    @Test
    void whatTheShopNeverTakesIsShownAsNotDeliveredAndCanBeSentAgain() throws Exception {
        simulation.answers.addAll(List.of(401, 401, 401, 401));
        write(simulation.whatsApp, "Hola");
        await().untilAsserted(() -> assertThat(stateOf(simulation.whatsApp)).isEqualTo(State.NOT_DELIVERED));
        PhoneMessage message =
                simulation.phones.messages(simulation.whatsApp.id()).iterator().next();
        assertThat(message.problem()).contains("401");

        simulation.act(simulation.whatsApp, "{\"type\": \"retry\", \"messageId\": \"" + message.id() + "\"}");

        await().untilAsserted(() -> assertThat(stateOf(simulation.whatsApp)).isEqualTo(State.DELIVERED));
        assertThat(simulation.deliveries)
                .allSatisfy(delivery -> assertThat(
                                delivery.value().at("/messages/0/id").stringValue())
                        .isEqualTo(message.id()));
    }

    @Test
    void inventedCustomersHaveArgentineMobilesAndAllPhonesAreListed() throws Exception {
        simulation
                .web
                .perform(post("/simulator/api/phones")
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{\"app\": \"WHATSAPP\"}"))
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.address").value(org.hamcrest.Matchers.matchesPattern("549\\d{10}")));

        simulation
                .web
                .perform(get("/simulator/api/phones"))
                .andExpect(jsonPath("$.length()").value(Inventions.FIRST.size() + 1))
                .andExpect(jsonPath("$[0].phone.app").value("WHATSAPP"));
    }

    @Test
    void theLongestQuietPhoneMakesRoom() {
        for (int i = 0; i < Phones.MOST_PHONES; i++) {
            simulation.phones.at(Phone.App.WHATSAPP, "54911000" + (10000 + i));
        }

        assertThat(simulation.phones.views(1)).hasSize(Phones.MOST_PHONES);
        assertThat(simulation.phones.find(simulation.whatsApp.id())).isEmpty();
    }
}
