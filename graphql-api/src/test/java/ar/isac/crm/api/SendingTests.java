package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Direction;
import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.message.DeliveryStatus;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import ar.isac.crm.way.ShiftedClock;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;

/** What advisors send over the API, and what the platforms are called with. */
@Timeout(120)
class SendingTests {

    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String INSTAGRAM = "17841405822304914";
    private static final byte[] PNG = Base64.getDecoder()
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==");

    private static Platform platform;
    private static Crm crm;
    private static Client admin;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT0.1S", "INSTAGRAM_ACCOUNT_ID", INSTAGRAM),
                ScriptedAssistant.class,
                ShiftedClock.Installed.class);
        admin = Client.admin(crm);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @BeforeEach
    void platformTakesEverything() {
        platform.accepting();
    }

    @AfterEach
    void itIsNowAgain() {
        crm.bean(ShiftedClock.class).reset();
    }

    @Test
    void afterADayWhatsAppTakesTemplatesOnlyAndTheErrorSaysSo() {
        String waId = "5491155700001";
        String conversation = met(waId);
        int calls = platform.callsTo(waId).size();

        crm.bean(ShiftedClock.class).forward(Duration.ofHours(25));
        JsonNode refused = send(conversation, "text: \"¿Seguís interesada?\"", "late-1");

        assertThat(refused.at("/userErrors/0/code").asString()).isEqualTo("TEMPLATE_REQUIRED");
        assertThat(refused.at("/userErrors/0/message").asString()).contains("plantilla");
        assertThat(refused.path("message").isNull()).isTrue();
        assertThat(platform.callsTo(waId)).hasSize(calls);
        assertThat(thread(waId))
                .noneMatch(message -> message.content().plainText().contains("interesada"));
    }

    @Test
    void onInstagramAPersonsTextGoesOutForSevenDaysAndNothingElseDoes() {
        String igsid = "7700000000000001";
        writesOnInstagram(igsid, "hola");
        await().atMost(SOON).until(() -> platform.callsTo(igsid).size() == 1);
        String conversation = admin.conversationWith(igsid);
        assertThat(platform.callsTo(igsid).getFirst().body().has("tag")).isFalse();

        crm.bean(ShiftedClock.class).forward(Duration.ofHours(30));
        JsonNode text = send(conversation, "text: \"" + "ñ".repeat(700) + "\"", "ig-1");
        JsonNode prepared = interactive(conversation, "text: \"Elegí\", buttons: [{id: \"a\", title: \"A\"}]", "ig-2");
        await().atMost(SOON).until(() -> platform.callsTo(igsid).size() == 3);
        crm.bean(ShiftedClock.class).forward(Duration.ofDays(6));
        JsonNode tooLate = send(conversation, "text: \"hola\"", "ig-3");

        assertThat(text.path("userErrors")).isEmpty();
        assertThat(platform.callsTo(igsid).subList(1, 3)).allSatisfy(call -> {
            assertThat(call.body().path("messaging_type").asString()).isEqualTo("MESSAGE_TAG");
            assertThat(call.body().path("tag").asString()).isEqualTo("HUMAN_AGENT");
            assertThat(call.text().getBytes(java.nio.charset.StandardCharsets.UTF_8).length)
                    .isLessThanOrEqualTo(1_000);
        });
        assertThat(platform.callsTo(igsid).get(1).text()
                        + platform.callsTo(igsid).get(2).text())
                .isEqualTo("ñ".repeat(700));
        assertThat(prepared.at("/userErrors/0/code").asString()).isEqualTo("WINDOW_CLOSED");
        assertThat(tooLate.at("/userErrors/0/code").asString()).isEqualTo("WINDOW_CLOSED");
    }

    @Test
    void onInstagramWhatWaitedInItsLaneForADayGoesOutOnlyWhereAPersonTypedIt() {
        String igsid = "7700000000000009";
        platform.answering(call ->
                new Platform.Answer(500, "{\"error\":{\"message\":\"later\",\"code\":2,\"is_transient\":true}}"));
        writesOnInstagram(igsid, "hola");
        await().atMost(SOON).until(() -> !platform.callsTo(igsid).isEmpty());
        String conversation = admin.conversationWith(igsid);
        send(conversation, "text: \"ya te contesto\"", "lane-1");

        crm.bean(ShiftedClock.class).forward(Duration.ofHours(30));
        platform.accepting();

        await().atMost(SOON).until(() -> last(igsid).status() == DeliveryStatus.SENT);
        Message assistants = thread(igsid).stream()
                .filter(message -> message.author() == Author.ASSISTANT)
                .findFirst()
                .orElseThrow();
        assertThat(assistants.status()).isEqualTo(DeliveryStatus.FAILED);
        assertThat(assistants.failure())
                .extracting(Message.DeliveryFailure::message)
                .asString()
                .contains("escrito por una persona");
        assertThat(platform.callsTo(igsid).getLast().body().path("tag").asString())
                .isEqualTo("HUMAN_AGENT");
        assertThat(platform.callsTo(igsid).getLast().text()).isEqualTo("ya te contesto");
    }

    @Test
    void whatWaitedUntilTheWindowClosedFailsInWordsAndTheLaneGoesOn() {
        String waId = "5491155700002";
        String conversation = met(waId);
        platform.answering(call -> new Platform.Answer(500, "{\"error\":{\"message\":\"later\",\"code\":131000}}"));
        send(conversation, "text: \"ahora no\"", "wait-1");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);
        platform.accepting();

        crm.bean(ShiftedClock.class).forward(Duration.ofHours(25));

        await().atMost(SOON).until(() -> last(waId).status() == DeliveryStatus.FAILED);
        assertThat(last(waId).failure())
                .extracting(Message.DeliveryFailure::message)
                .asString()
                .contains("24 horas");
        assertThat(platform.callsTo(waId)).hasSize(2);
    }

    @Test
    void whatThePlatformWouldRefuseIsRefusedWithTheField() {
        String conversation = met("5491155700003");

        assertThat(path(interactive(conversation, "text: \"a\"", "l-0"))).isEmpty();
        assertThat(path(interactive(
                        conversation,
                        "text: \"a\", buttons: [{id: \"1\", title: \"A\"}, {id: \"1\", title: \"B\"}]",
                        "l-1")))
                .isEqualTo("buttons/1/id");
        assertThat(path(interactive(
                        conversation,
                        "text: \"a\", list: {button: \"Ver\", rows: [{id: \"1\", title: \"A\", description: \""
                                + "d".repeat(73) + "\"}]}",
                        "l-2")))
                .isEqualTo("list/rows/0/description");
        assertThat(path(interactive(conversation, "text: \"a\", link: {title: \"Ver\", url: \"javascript:x\"}", "l-3")))
                .isEqualTo("link/url");
        assertThat(path(interactive(conversation, "text: \"a\", products: [{skus: [\"A1\"]}]", "l-4")))
                .isEqualTo("products");
        assertThat(path(interactive(
                        conversation,
                        "text: \"a\", footer: \"" + "f".repeat(61)
                                + "\", link: {title: \"Ver\", url: \"https://a.example\"}",
                        "l-5")))
                .isEqualTo("footer");
        assertThat(path(send(conversation, "text: \" \"", "l-6"))).isEqualTo("text");
    }

    @Test
    void buttonsListsLinksAndTheCataloguesProductsLeaveAsThePlatformHasThem() {
        String waId = "5491155700004";
        String conversation = met(waId);
        admin.ask(
                "mutation($id: ID!) { saveChannel(input: {id: $id, catalogId: \"4242\"}) { channel { id } } }",
                Map.of("id", GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID)));
        List<String> wanted = List.of(
                "text: \"Elegí\", header: \"Hola\", buttons: [{id: \"a\", title: \"A\"}]",
                "text: \"Elegí\", list: {button: \"Ver\", rows: [{id: \"a\", title: \"A\"}]}",
                "text: \"Mirá\", link: {title: \"Abrir\", url: \"https://shop.example/x\"}",
                "text: \"Este\", products: [{skus: [\"A1\"]}]",
                "text: \"Estos\", header: \"Fundas\", products: [{title: \"Azules\", skus: [\"A1\", \"A2\"]}]",
                "text: \"Todo\", catalog: {thumbnailSku: \"A1\"}",
                "text: \"¿A dónde te lo llevamos?\", locationRequest: true");

        for (int n = 0; n < wanted.size(); n++) {
            assertThat(interactive(conversation, wanted.get(n), "p-" + n).path("userErrors"))
                    .isEmpty();
        }
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1 + wanted.size());

        List<JsonNode> sent = platform.callsTo(waId).stream()
                .skip(1)
                .map(call -> call.body().path("interactive"))
                .toList();
        assertThat(sent)
                .extracting(body -> body.path("type").asString())
                .containsExactly(
                        "button",
                        "list",
                        "cta_url",
                        "product",
                        "product_list",
                        "catalog_message",
                        "location_request_message");
        assertThat(sent.get(0).at("/header/text").asString()).isEqualTo("Hola");
        assertThat(sent.get(2).at("/action/parameters/url").asString()).isEqualTo("https://shop.example/x");
        assertThat(sent.get(3).at("/action/catalog_id").asString()).isEqualTo("4242");
        assertThat(sent.get(4)
                        .at("/action/sections/0/product_items/1/product_retailer_id")
                        .asString())
                .isEqualTo("A2");
        assertThat(sent.get(5)
                        .at("/action/parameters/thumbnail_product_retailer_id")
                        .asString())
                .isEqualTo("A1");
        assertThat(sent.get(6).at("/action/name").asString()).isEqualTo("send_location");
        admin.ask(
                "mutation($id: ID!) { saveChannel(input: {id: $id, catalogId: \"\"}) { channel { id } } }",
                Map.of("id", GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID)));
    }

    @Test
    void aMessageThatFailedIsSentOnceMoreAndWhatIsHeardOfTheFirstTryLaterChangesNothing() {
        String waId = "5491155700005";
        String conversation = met(waId);
        AtomicInteger refusals = new AtomicInteger(1);
        platform.answering(call -> refusals.getAndDecrement() > 0
                ? new Platform.Answer(400, "{\"error\":{\"message\":\"no\",\"code\":131026}}")
                : platform.accept(call));
        send(conversation, "text: \"¿Te sirve?\"", "again-1");
        await().atMost(SOON).until(() -> last(waId).status() == DeliveryStatus.FAILED);
        String id = GlobalId.of("Message", last(waId).id());
        String firstAttempt = platform.callsTo(waId).getLast().attempt();

        JsonNode first = retry(id, "r-1");
        retry(id, "r-1");
        await().atMost(SOON).until(() -> last(waId).status() == DeliveryStatus.SENT);
        Customer customer = crm.customer(waId);
        customer.deliver(customer.status("wamid.first", "failed")
                .replace(
                        "\"id\":\"wamid.first\"",
                        "\"id\":\"wamid.first\",\"biz_opaque_callback_data\":\"" + firstAttempt + "\""));
        JsonNode third = retry(id, "r-2");

        assertThat(first.at("/message/status").asString()).isIn("QUEUED", "SENT");
        assertThat(third.at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(platform.callsTo(waId)).hasSize(3);
        assertThat(platform.callsTo(waId)).extracting(Platform.Call::attempt).doesNotHaveDuplicates();
        assertThat(last(waId).status()).isEqualTo(DeliveryStatus.SENT);
    }

    @Test
    void whatAnAdvisorReadsIsShownAsReadOnceAndAFailureOfThatDoesNoHarm() {
        String waId = "5491155700006";
        String conversation = met(waId);
        platform.answering(call -> call.body().has("status") ? new Platform.Answer(500, "") : platform.accept(call));

        markRead(conversation);
        markRead(conversation);
        await().atMost(SOON).until(() -> receipts(waId).size() == 1);
        crm.customer(waId).writes("otra cosa");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);
        admin.ask(
                "mutation($c: ID!) { showTyping(input: {conversationId: $c}) { userErrors { code } } }",
                Map.of("c", conversation));
        await().atMost(SOON).until(() -> receipts(waId).size() == 2);

        assertThat(receipts(waId).getFirst().has("typing_indicator")).isFalse();
        assertThat(receipts(waId).getLast().at("/typing_indicator/type").asString())
                .isEqualTo("text");
        assertThat(platform.calls().stream()
                        .filter(call -> call.body().path("status").asString("").equals("read")))
                .hasSize(2);
    }

    @Test
    void aReactionGoesOutAndIsTakenAwayAndStandsWithItsMessage() {
        String waId = "5491155700007";
        met(waId);
        Message theirs = thread(waId).getFirst();
        String id = GlobalId.of("Message", theirs.id());
        AtomicInteger failures = new AtomicInteger(1);
        platform.answering(call -> call.body().has("reaction") && failures.getAndDecrement() > 0
                ? new Platform.Answer(503, "")
                : platform.accept(call));

        JsonNode reacted = react(id, "❤️", "re-1");
        react(id, "❤️", "re-1");
        JsonNode text = react(id, "gracias", "re-2");
        await().atMost(SOON).until(() -> reactions(waId).size() == 2);
        JsonNode gone = react(id, "", "re-3");
        await().atMost(SOON).until(() -> reactions(waId).size() == 3);

        assertThat(reacted.at("/message/reactions/0/emoji").asString()).isEqualTo("❤️");
        assertThat(reacted.at("/message/reactions/0/author").asString()).isEqualTo("ADVISOR");
        assertThat(text.at("/userErrors/0/path/0").asString()).isEqualTo("emoji");
        assertThat(gone.at("/message/reactions")).isEmpty();
        assertThat(reactions(waId).getFirst().path("message_id").asString()).isEqualTo(theirs.externalId());
        assertThat(reactions(waId).getLast().path("emoji").asString("x")).isEmpty();
    }

    @Test
    void aFileIsAnnouncedUploadedAndSentWithItsText() {
        String waId = "5491155700008";
        String conversation = met(waId);
        JsonNode ticket = admin.ask(
                        "mutation { createUpload(input: {fileName: \"../../foto.png\", mimeType: \"image/png\", size: "
                                + PNG.length + "}) { upload { attachmentId url } userErrors { code } } }")
                .at("/createUpload/upload");
        String attachment = ticket.path("attachmentId").asString();
        JsonNode early = send(conversation, "text: \"\", attachmentIds: [\"" + attachment + "\"]", "f-0");

        int forged = put(ticket.path("url").asString() + "x", PNG);
        int wrong = put(ticket.path("url").asString(), "<html>".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        int taken = put(ticket.path("url").asString(), PNG);
        JsonNode sent = send(conversation, "text: \"Mirá el color\", attachmentIds: [\"" + attachment + "\"]", "f-1");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);

        assertThat(early.at("/userErrors/0/code").asString()).isEqualTo("IN_PROGRESS");
        assertThat(forged).isEqualTo(404);
        assertThat(wrong).isEqualTo(422);
        assertThat(taken).isEqualTo(204);
        assertThat(sent.path("userErrors")).isEmpty();
        JsonNode image = platform.callsTo(waId).getLast().body().path("image");
        assertThat(image.path("caption").asString()).isEqualTo("Mirá el color");
        assertThat(Client.send(HttpRequest.newBuilder(
                                        URI.create(image.path("link").asString()))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void eachFileHasItsWordsAndATextBesideThemGoesFirst() {
        String waId = "5491155700018";
        String conversation = met(waId);
        String files = "attachmentIds: [\"%s\", \"%s\"]"
                .formatted(uploaded("frente.png", "image/png", PNG), uploaded("dorso.png", "image/png", PNG));

        JsonNode tooMany = send(conversation, files + ", captions: [\"a\", \"b\", \"c\"]", "w-0");
        JsonNode tooLong = send(conversation, files + ", captions: [\"\", \"" + "x".repeat(1_025) + "\"]", "w-1");
        JsonNode sent =
                send(conversation, files + ", text: \"Así viene\", captions: [\"el frente\", \"el dorso\"]", "w-2");
        JsonNode again =
                send(conversation, files + ", text: \"Así viene\", captions: [\"el frente\", \"el dorso\"]", "w-2");
        send(conversation, files + ", text: \"Y así\", captions: [\"\", \"el dorso\"]", "w-3");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 6);

        assertThat(path(tooMany)).isEqualTo("captions");
        assertThat(path(tooLong)).isEqualTo("captions/1");
        assertThat(again.at("/message/id")).isEqualTo(sent.at("/message/id"));
        assertThat(platform.callsTo(waId).stream()
                        .skip(1)
                        .map(call ->
                                call.text() + call.body().at("/image/caption").asString("")))
                .containsExactly("Así viene", "el frente", "el dorso", "Y así", "el dorso");
    }

    @Test
    void aReplyCarriesTheMessageThatItAnswers() {
        String waId = "5491155700009";
        String conversation = met(waId);
        Message theirs = thread(waId).getFirst();

        send(conversation, "text: \"Sí\", replyToId: \"" + GlobalId.of("Message", theirs.id()) + "\"", "c-1");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);

        assertThat(platform.callsTo(waId)
                        .getLast()
                        .body()
                        .at("/context/message_id")
                        .asString())
                .isEqualTo(theirs.externalId());
    }

    @Test
    void aTemplateGoesOutAfterTheWindowWithItsParametersChecked() {
        String waId = "5491155700010";
        String conversation = met(waId);
        String channel = GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID);
        platform.keep("message_templates", """
                {"data":[
                {"name":"sigue_interes","language":"es_AR","status":"APPROVED","category":"UTILITY","components":[
                {"type":"HEADER","format":"TEXT","text":"Hola {{1}}"},{"type":"BODY","text":"Tu pedido {{1}} sale el {{2}}."},
                {"type":"BUTTONS","buttons":[{"type":"URL","text":"Ver","url":"https://shop.example/{{1}}"}]}]},
                {"name":"vieja","language":"es_AR","status":"REJECTED","category":"MARKETING","components":[{"type":"BODY","text":"Hola"}]}],
                "paging":{"cursors":{"after":"x"}}}""".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        admin.ask(
                "mutation($id: ID!) { saveChannel(input: {id: $id, businessAccountId: \"987654\"}) { channel { id } } }",
                Map.of("id", channel));
        JsonNode listed = admin.ask(
                        "mutation($id: ID!) { refreshMessageTemplates(input: {channelId: $id}) { templates { id name status"
                                + " parameters headerTakesParameter isSendable buttons { takesParameter } } userErrors { code } } }",
                        Map.of("id", channel))
                .at("/refreshMessageTemplates/templates");
        String good = listed.at("/0/id").asString();
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(25));

        String whole = "headerParameter: \"Ana\", buttonParameters: [{index: 0, text: \"A-1\"}]";
        JsonNode few = template(conversation, good, "parameters: [\"A-1\"], " + whole, "t-1");
        JsonNode broken = template(conversation, good, "parameters: [\"A-1\", \"el\\nlunes\"], " + whole, "t-2");
        JsonNode rejected = template(conversation, listed.at("/1/id").asString(), "parameters: []", "t-3");
        JsonNode sent = template(conversation, good, "parameters: [\"A-1\", \"lunes\"], " + whole, "t-4");
        template(conversation, good, "parameters: [\"A-1\", \"lunes\"], " + whole, "t-4");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);

        assertThat(listed).hasSize(2);
        assertThat(listed.at("/0/parameters")).hasSize(2);
        assertThat(path(few)).isEqualTo("parameters");
        assertThat(path(broken)).isEqualTo("parameters/1");
        assertThat(rejected.at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(sent.path("userErrors")).isEmpty();
        JsonNode body = platform.callsTo(waId).getLast().body().path("template");
        assertThat(body.at("/language/code").asString()).isEqualTo("es_AR");
        assertThat(body.at("/components/0/parameters/0/text").asString()).isEqualTo("Ana");
        assertThat(body.at("/components/1/parameters/1/text").asString()).isEqualTo("lunes");
        assertThat(body.at("/components/2/sub_type").asString()).isEqualTo("url");
        assertThat(last(waId).content().plainText()).isEqualTo("Hola Ana\nTu pedido A-1 sale el lunes.");
    }

    @Test
    void aTemplateCarriesThePictureOfItsHeaderAndAnOfferDoesNotReachWhoSaidNo() {
        String waId = "5491155700031";
        String conversation = met(waId);
        String channel = GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID);
        JsonNode listed = templates(channel, """
                {"name":"oferta","language":"es_AR","status":"APPROVED","category":"MARKETING","quality_score":{"score":"GREEN"},
                "components":[{"type":"HEADER","format":"IMAGE"},{"type":"BODY","text":"Mirá, {{1}}"}]},
                {"name":"plano","language":"es_AR","status":"APPROVED","category":"UTILITY",
                "components":[{"type":"HEADER","format":"LOCATION"},{"type":"BODY","text":"Estamos acá"}]}""");
        String offer = listed.at("/0/id").asString();
        String picture = uploaded("foto.png", "image/png", PNG);
        crm.bean(ShiftedClock.class).forward(Duration.ofHours(25));

        JsonNode without = template(conversation, offer, "parameters: [\"Ana\"]", "h-1");
        JsonNode place = template(conversation, listed.at("/1/id").asString(), "parameters: []", "h-2");
        JsonNode sent =
                template(conversation, offer, "parameters: [\"Ana\"], headerAttachmentId: \"" + picture + "\"", "h-3");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 2);
        admin.ask(
                "mutation($id: ID!) { setConsent(input: {customerId: $id, purpose: MARKETING, isGranted: false, evidence: \"Lo dijo\"}) { userErrors { code } } }",
                Map.of(
                        "id",
                        GlobalId.of(
                                "Customer", crm.conversation(waId).orElseThrow().customerId())));
        JsonNode refused =
                template(conversation, offer, "parameters: [\"Ana\"], headerAttachmentId: \"" + picture + "\"", "h-4");

        assertThat(listed.at("/0/headerKind").asString()).isEqualTo("IMAGE");
        assertThat(listed.at("/0/quality").asString()).isEqualTo("GREEN");
        assertThat(listed.at("/1/isSendable").asBoolean()).isFalse();
        assertThat(path(without)).isEqualTo("headerAttachmentId");
        assertThat(place.at("/userErrors/0/code").asString()).isEqualTo("NOT_ALLOWED");
        assertThat(sent.path("userErrors")).isEmpty();
        JsonNode header = platform.callsTo(waId).getLast().body().at("/template/components/0/parameters/0");
        assertThat(header.path("type").asString()).isEqualTo("image");
        assertThat(Client.send(HttpRequest.newBuilder(
                                        URI.create(header.at("/image/link").asString()))
                                .build())
                        .statusCode())
                .isEqualTo(200);
        assertThat(refused.at("/userErrors/0/message").asString()).contains("no recibir promociones");
        assertThat(platform.callsTo(waId)).hasSize(2);
    }

    @Test
    void whatThePlatformTellsOfATemplateCountsAtOnceAndSomebodyIsToldWhenItIsStopped() {
        String channel = GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID);
        templates(channel, """
                {"name":"aviso","language":"es_AR","status":"APPROVED","category":"UTILITY","components":[{"type":"BODY","text":"Hola"}]}""");
        platform.keep("message_templates", "not json".getBytes(java.nio.charset.StandardCharsets.UTF_8));

        try (Socket alerts = Socket.subscribed(
                admin, "subscription { notifications { type channel { health { lastAlarm { message } } } } }")) {
            notice("message_template_quality_update", """
                    "message_template_name":"aviso","message_template_language":"es_AR","new_quality_score":"RED\"""");
            notice("template_category_update", """
                    "message_template_name":"aviso","message_template_language":"es_AR","new_category":"MARKETING\"""");
            notice("message_template_status_update", """
                    "event":"PAUSED","message_template_name":"aviso","message_template_language":"es_AR","reason":"NONE\"""");

            JsonNode alert = Stream.generate(() -> alerts.expect("next").at("/data/notifications"))
                    .filter(news -> news.path("type").asString().equals("CHANNEL_ALERT"))
                    .findFirst()
                    .orElseThrow();
            assertThat(alert.at("/channel/health/lastAlarm/message").asString()).contains("«aviso»");
        }
        await().atMost(SOON)
                .until(() -> known("aviso").path("status").asString("").equals("PAUSED"));
        assertThat(known("aviso").path("quality").asString()).isEqualTo("RED");
        assertThat(known("aviso").path("category").asString()).isEqualTo("MARKETING");
        assertThat(known("aviso").path("isSendable").asBoolean()).isFalse();
    }

    /** The platform has these templates, and they have been read. */
    private static JsonNode templates(String channel, String json) {
        platform.keep(
                "message_templates", ("{\"data\":[" + json + "]}").getBytes(java.nio.charset.StandardCharsets.UTF_8));
        admin.ask(
                "mutation($id: ID!) { saveChannel(input: {id: $id, businessAccountId: \"987654\"}) { channel { id } } }",
                Map.of("id", channel));
        return admin.ask(
                        "mutation($id: ID!) { refreshMessageTemplates(input: {channelId: $id}) { templates { id name isSendable"
                                + " headerKind quality } userErrors { code } } }",
                        Map.of("id", channel))
                .at("/refreshMessageTemplates/templates");
    }

    private static JsonNode known(String template) {
        return admin.ask("{ messageTemplates { name status quality category isSendable } }")
                .at("/messageTemplates")
                .valueStream()
                .filter(known -> known.path("name").asString().equals(template))
                .findFirst()
                .orElseThrow();
    }

    private static void notice(String field, String value) {
        int status = crm.customer("5491155700032")
                .deliver("""
                {"object":"whatsapp_business_account","entry":[{"id":"987654","time":%d,"changes":[{"field":"%s","value":{%s}}]}]}""".formatted(crm.bean(ShiftedClock.class).instant().getEpochSecond(), field, value.strip()));
        assertThat(status).isEqualTo(200);
    }

    /** The attachment's id of a file that is there. */
    private static String uploaded(String name, String mimeType, byte[] bytes) {
        JsonNode ticket = admin.ask("mutation { createUpload(input: {fileName: \"" + name + "\", mimeType: \""
                        + mimeType + "\", size: " + bytes.length
                        + "}) { upload { attachmentId url } userErrors { code } } }")
                .at("/createUpload/upload");
        assertThat(put(ticket.path("url").asString(), bytes)).isEqualTo(204);
        return ticket.path("attachmentId").asString();
    }

    private static JsonNode template(String conversation, String template, String fields, String key) {
        return mutate(
                "sendTemplate",
                "conversationId: \"" + conversation + "\", templateId: \"" + template + "\", " + fields,
                key);
    }

    /** The customer has written and been answered. */
    private static String met(String waId) {
        crm.customer(waId).writes("Hola");
        await().atMost(SOON).until(() -> platform.callsTo(waId).size() == 1);
        await().atMost(SOON).until(() -> last(waId).status() == DeliveryStatus.SENT);
        return admin.conversationWith(waId);
    }

    private static void writesOnInstagram(String igsid, String text) {
        String body = """
                {"object":"instagram","entry":[{"id":"%s","time":%d,"messaging":[{"sender":{"id":"%s"},"recipient":{"id":"%s"},\
                "timestamp":%d,"message":{"mid":"mid.%s","text":"%s"}}]}]}""".formatted(
                        INSTAGRAM,
                        Instant.now().toEpochMilli(),
                        igsid,
                        INSTAGRAM,
                        Instant.now().toEpochMilli(),
                        igsid,
                        text);
        assertThat(Client.send(HttpRequest.newBuilder(URI.create(crm.url() + "/webhooks/instagram"))
                                .header("Content-Type", "application/json")
                                .header("X-Hub-Signature-256", Customer.signature(body))
                                .POST(HttpRequest.BodyPublishers.ofString(body))
                                .build())
                        .statusCode())
                .isEqualTo(200);
    }

    private static int put(String path, byte[] bytes) {
        return Client.send(HttpRequest.newBuilder(URI.create(crm.url() + path))
                        .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
                        .build())
                .statusCode();
    }

    private static List<Message> thread(String address) {
        return crm.thread(address);
    }

    private static Message last(String address) {
        return thread(address).stream()
                .filter(message -> message.direction() == Direction.OUTBOUND)
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    private static List<JsonNode> receipts(String waId) {
        List<String> theirs = thread(waId).stream()
                .map(message -> String.valueOf(message.externalId()))
                .toList();
        return platform.calls().stream()
                .map(Platform.Call::body)
                .filter(body -> body.path("status").asString("").equals("read"))
                .filter(body -> theirs.contains(body.path("message_id").asString()))
                .toList();
    }

    private static List<JsonNode> reactions(String waId) {
        return platform.callsTo(waId).stream()
                .map(call -> call.body().path("reaction"))
                .filter(JsonNode::isObject)
                .toList();
    }

    private static String path(JsonNode payload) {
        return String.join(
                "/",
                payload.at("/userErrors/0/path")
                        .valueStream()
                        .map(JsonNode::asString)
                        .toList());
    }

    private static JsonNode send(String conversation, String fields, String key) {
        return mutate("sendMessage", "conversationId: \"" + conversation + "\", " + fields, key);
    }

    private static JsonNode interactive(String conversation, String fields, String key) {
        return mutate("sendInteractive", "conversationId: \"" + conversation + "\", " + fields, key);
    }

    private static JsonNode retry(String messageId, String key) {
        return mutate("retryMessage", "messageId: \"" + messageId + "\"", key);
    }

    private static JsonNode react(String messageId, String emoji, String key) {
        return mutate("reactToMessage", "messageId: \"" + messageId + "\", emoji: \"" + emoji + "\"", key);
    }

    private static JsonNode mutate(String mutation, String fields, String key) {
        return admin.ask(
                        "mutation { " + mutation + "(input: {" + fields + ", idempotencyKey: \"" + key
                                + "\"}) { message { id status reactions { emoji author } } userErrors { path code message } } }")
                .at("/" + mutation);
    }

    private static void markRead(String conversation) {
        admin.ask(
                "mutation($c: ID!) { markRead(input: {conversationId: $c}) { userErrors { code } } }",
                Map.of("c", conversation));
    }
}
