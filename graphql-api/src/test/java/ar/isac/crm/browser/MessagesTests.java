package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.conversation.Message;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Follower;
import ar.isac.crm.way.Platform;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is written and read in a chat, on a platform that hesitates, refuses and brings everything that platforms bring. */
class MessagesTests {

    private static final String ANA = "ana@demo.shop";
    private static final Duration SOON = Duration.ofMillis(Panel.PATIENCE_MS);

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(
            Map.of("INSTAGRAM_ACCOUNT_ID", Follower.ACCOUNT, "INSTAGRAM_ACCESS_TOKEN", "instagram-token"));

    @AfterEach
    void platformTakesEverything() {
        sends(true);
        panel.platform().accepting();
    }

    @Test
    void aMessageIsAClockThenOneTickThenTwoThenBlueAndNeverGoesBack() {
        Customer marta = panel.customer("Marta Ruiz");
        CountDownLatch hesitation = new CountDownLatch(1);
        panel.platform().answering(call -> {
            if (call.text().equals("Ya lo miro")) {
                outlast(hesitation);
            }
            return panel.platform().accept(call);
        });
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "hola, una consulta")));

        ana.writes("Ya lo miro");
        ana.hasCome("Ya lo miro", "QUEUED");
        hesitation.countDown();
        ana.hasCome("Ya lo miro", "SENT");
        String id = externalId(marta, "Ya lo miro");
        marta.deliver(marta.status(id, "delivered"));
        ana.hasCome("Ya lo miro", "DELIVERED");
        marta.deliver(marta.status(id, "read"));
        ana.hasCome("Ya lo miro", "READ");

        marta.deliver(marta.status(id, "sent"));
        marta.deliver(marta.status(id, "delivered"));
        marta.writes("gracias!");
        ana.shows("gracias!");
        ana.hasCome("Ya lo miro", "READ");
    }

    @Test
    void whatFailedStaysFailedWhileItIsTriedAgainUntilThePlatformHasTakenItOneOrAll() {
        Customer marta = panel.customer("Marta Falla");
        AtomicBoolean isRefusing = new AtomicBoolean(true);
        panel.platform()
                .answering(call ->
                        isRefusing.get() && List.of("uno", "dos", "tres").contains(call.text())
                                ? refusal(131053)
                                : panel.platform().accept(call));
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "hola, estás?")));
        for (String text : List.of("uno", "dos", "tres")) {
            ana.writes(text);
            ana.hasCome(text, "FAILED");
        }
        Locator why = ana.message("uno").getByRole(AriaRole.ALERT);
        assertThat(why).containsText("WhatsApp no pudo procesar el archivo");
        isRefusing.set(false);

        // Nothing leaves for as long as a test looks.
        sends(false);
        why.getByRole(AriaRole.BUTTON).click();
        assertThat(why).containsText("Reintentando…");
        assertThat(why.getByRole(AriaRole.BUTTON)).hasCount(0);
        ana.page().reload();
        assertThat(why).containsText("Reintentando…");
        ana.hasCome("uno", "FAILED");
        Assertions.assertThat(of(marta, "uno").externalId()).isNull();
        sends(true);
        ana.hasCome("uno", "SENT");
        Assertions.assertThat(of(marta, "uno").externalId()).isNotNull();
        assertThat(why).hasCount(0);

        ana.hasCome("dos", "FAILED");
        sends(false);
        ana.button("Reintentar 2").click();
        Locator bar = ana.page().getByRole(AriaRole.ALERT).filter(having("2 mensajes no entregados"));
        assertThat(bar).containsText("Reintentando…");
        assertThat(bar.getByRole(AriaRole.BUTTON)).hasCount(0);
        ana.hasCome("dos", "FAILED");
        ana.hasCome("tres", "FAILED");
        assertThat(ana.row("Marta Falla").locator("svg[data-status]")).hasAttribute("data-status", "FAILED");
        sends(true);
        ana.hasCome("dos", "SENT");
        ana.hasCome("tres", "SENT");
        assertThat(ana.page().locator("#chat").getByRole(AriaRole.ALERT)).hasCount(0);
        assertThat(ana.row("Marta Falla").locator("svg[data-status]")).hasAttribute("data-status", "SENT");
    }

    private static void sends(boolean isSending) {
        panel.crm()
                .graphql((isSending
                                ? "mutation { resumeChannel(input: {channelId: \"%s\"}) { userErrors { message } } }"
                                : "mutation { pauseChannel(input: {channelId: \"%s\", reason: \"de prueba\"}) { userErrors { message } } }")
                        .formatted(GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID)));
    }

    private static Message of(Customer customer, String text) {
        return panel.crm().thread(customer.waId()).stream()
                .filter(message -> message.content().plainText().equals(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void whyNothingArrivedIsSaidInPlainWordsInEveryLanguage() {
        Customer marta = panel.customer("Marta Idiomas");
        panel.platform().answering(call -> switch (call.text()) {
            case "promo" -> refusal(131049);
            case "raro" -> refusal(987654);
            default -> panel.platform().accept(call);
        });
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "hola, qué tenés?")));
        for (String text : List.of("promo", "raro")) {
            ana.writes(text);
            ana.hasCome(text, "FAILED");
        }
        ana.writes("perdido");
        ana.hasCome("perdido", "SENT");
        marta.deliver(marta.status(externalId(marta, "perdido"), "failed"));
        ana.hasCome("perdido", "FAILED");
        ana.writes("bien");
        ana.hasCome("bien", "SENT");

        saysWhy(ana, "promo", "WhatsApp no lo entregó para no cargar al cliente de mensajes. Probá mañana.");
        saysWhy(ana, "raro", "WhatsApp no lo entregó y no dice bien por qué.");
        saysWhy(ana, "perdido", "WhatsApp no lo entregó y no dice bien por qué.");
        assertThat(ana.message("bien").getByLabel("Enviado")).isVisible();
        speaks(ana, "en");
        saysWhy(ana, "promo", "WhatsApp did not deliver it so as not to flood the customer. Try tomorrow.");
        saysWhy(ana, "raro", "WhatsApp did not deliver it and does not say clearly why.");
        assertThat(ana.message("bien").getByLabel("Sent")).isVisible();
        assertThat(ana.message("raro").getByLabel("Not delivered")).isVisible();
        speaks(ana, "pt");
        saysWhy(ana, "promo", "WhatsApp não entregou para não encher o cliente de mensagens. Tente amanhã.");
        saysWhy(ana, "raro", "WhatsApp não entregou e não diz bem por quê.");
        assertThat(ana.message("bien").getByLabel("Enviada")).isVisible();
        assertThat(ana.message("raro").getByLabel("Não entregue")).isVisible();
    }

    private static Platform.Answer refusal(int code) {
        return new Platform.Answer(
                400, "{\"error\":{\"message\":\"(#%d) Not now\",\"code\":%d}}".formatted(code, code));
    }

    private static void saysWhy(Chat chat, String text, String words) {
        Locator why = chat.message(text).getByRole(AriaRole.ALERT);
        assertThat(why).containsText(words);
        assertThat(why).not().containsText(Pattern.compile("\\d|#"));
    }

    private static void speaks(Chat chat, String language) {
        chat.page().evaluate("language => localStorage.setItem('isac.language', language)", language);
        chat.page().reload();
        assertThat(chat.thread()).isVisible();
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    @Test
    void enterThatEndsAnInputMethodsWordSendsNothing() {
        Customer marta = panel.customer("Marta IME");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "hola, qué tal?")));

        ana.composer().fill("にほん");
        ana.composer().dispatchEvent("keydown", Map.of("key", "Enter", "code", "Enter", "isComposing", true));
        assertThat(ana.composer()).hasValue("にほん");
        ana.composer().press("Enter");

        ana.hasCome("にほん", "SENT");
        assertThat(ana.message("にほん")).hasCount(1);
    }

    @Test
    void theWindowCountsDownInListAndComposerAndAfterItOnlyATemplateGoesOut() {
        panel.platform().keep("message_templates", """
                {"data":[{"name":"sigue_interes","language":"es_AR","status":"APPROVED","category":"UTILITY","components":[
                {"type":"BODY","text":"Hola {{1}}, ¿seguís interesada?"}]}]}""".getBytes(StandardCharsets.UTF_8));
        String channel = GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID);
        panel.crm()
                .graphql(
                        "mutation { saveChannel(input: {id: \"%s\", businessAccountId: \"987654\"}) { channel { id } } refreshMessageTemplates(input: {channelId: \"%s\"}) { userErrors { message } } }"
                                .formatted(channel, channel));
        Customer soon = panel.customer("Sofía Apurada");
        Customer late = panel.customer("Lía Tarde");
        brings(soon, words("sigue el iphone?"), Duration.ofHours(20).plusMinutes(30));
        brings(late, words("sigue el ipad?"), Duration.ofHours(25));

        Chat ana = new Chat(panel.loggedIn(ANA, panel.chat(soon)));
        assertThat(ana.row("Sofía Apurada")).containsText("cierra en 3 h");
        assertThat(ana.page().locator("form:has(#text)")).containsText("cierra en 3 h");
        ana.row("Lía Tarde").click();
        Locator template = ana.page().locator("#template");
        assertThat(template).containsText("Pasaron 24 h");
        assertThat(ana.composer()).hasCount(0);
        template.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("sigue_interes"))
                .click();
        template.getByRole(AriaRole.TEXTBOX).fill("Lía");
        template.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Enviar"))
                .click();

        ana.shows("Hola Lía, ¿seguís interesada?");
        await().atMost(SOON)
                .until(() -> panel.platform().callsTo(late.waId()).stream()
                        .anyMatch(call -> call.body().has("template")));
    }

    @Test
    void templatesAreReadFromThePlatformWithWhatTheySayAndHowTheyStand() {
        panel.platform().keep("message_templates", """
                {"data":[{"name":"sigue_interes","language":"es_AR","status":"APPROVED","category":"UTILITY","components":[
                {"type":"BODY","text":"Hola {{1}}, ¿seguís interesada?"}]}]}""".getBytes(StandardCharsets.UTF_8));
        panel.crm()
                .graphql(
                        "mutation { saveChannel(input: {id: \"%s\", businessAccountId: \"987654\"}) { channel { id } } }"
                                .formatted(GlobalId.of("ChannelAccount", "whatsapp:" + Customer.PHONE_NUMBER_ID)));
        Page page = panel.loggedIn("admin@demo.shop", "/channels?part=templates");

        new Chat(page).button("Leer de nuevo").click();
        Locator row = page.locator("tbody tr");
        assertThat(row).containsText("Aprobada");
        row.getByRole(AriaRole.BUTTON).click();

        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Hola {{1}}, ¿seguís interesada?");
        assertThat(page.getByRole(AriaRole.DIALOG)).containsText("Se puede mandar");
    }

    @Test
    void theListIsOrderedAnewUnderAnOpenChatThatStaysOpen() {
        Customer quiet = panel.customer("Tomás Callado");
        Customer loud = panel.customer("Rita Charlatana");
        panel.takenOver(loud, "primera");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(quiet, "yo estoy abierto")));
        Locator first = ana.page().locator("[data-conversation]").first();
        assertThat(first).containsText("Tomás Callado");
        ana.composer().fill("a medio escr");

        loud.writes("segunda, y paso adelante");

        assertThat(first).containsText("segunda, y paso adelante");
        assertThat(ana.row("Tomás Callado")).hasAttribute("aria-current", "true");
        assertThat(ana.page().locator("#customer")).hasText("Tomás Callado");
        assertThat(ana.composer()).hasValue("a medio escr");
        assertThat(ana.composer()).isFocused();
        assertThat(ana.page().locator("[aria-live=polite]").filter(new Locator.FilterOptions().setHasText("segunda")))
                .hasCount(1);
    }

    @Test
    void filesArePastedAndChosenWithACaptionAndWhatTheChannelRefusesNeverLeaves() {
        Customer marta = panel.customer("Marta Fotos");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "me mandás fotos?")));
        Locator chooser = ana.page().locator("form:has(#text) input[type=file]");

        chooser.setInputFiles(new FilePayload("virus.exe", "application/x-msdownload", new byte[] {'M', 'Z'}));
        ana.told("Este canal no acepta «virus.exe».");
        chooser.setInputFiles(new FilePayload("enorme.png", "image/png", new byte[6_000_000]));
        ana.told("«enorme.png» es demasiado grande para este canal: hasta 5 MB.");
        chooser.setInputFiles(new FilePayload("frente.png", "image/png", picture(60, 40)));
        ana.composer().evaluate("""
                        (field, bytes) => {
                          const data = new DataTransfer();
                          data.items.add(new File([Uint8Array.from(bytes)], 'dorso.png', { type: 'image/png' }));
                          field.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
                        }""", unsigned(picture(50, 50)));
        assertThat(ana.page().locator("li[data-ready]")).hasCount(2);
        ana.writes("así viene");

        await().atMost(SOON)
                .until(() -> panel.platform().callsTo(marta.waId()).stream()
                                .filter(call -> call.body().has("image"))
                                .count()
                        == 2);
        ana.shows("así viene");
        assertThat(ana.thread().locator("img")).hasCount(2);
    }

    @Test
    void picturesDocumentsSoundsPlacesAndContactsAreShownInLine() {
        Customer marta = panel.customer("Marta Medios");
        panel.platform().keep("7001", picture(640, 480));
        panel.platform().keep("7002", silence());
        panel.platform().keep("7003", "%PDF-1.4 factura".getBytes(StandardCharsets.UTF_8));
        panel.platform().keep("7004", picture(128, 128));
        String chat = panel.takenOver(marta, "te mando todo");
        brings(
                marta,
                "\"type\":\"image\",\"image\":{\"id\":\"7001\",\"mime_type\":\"image/png\",\"caption\":\"así quedó\"}");
        brings(marta, "\"type\":\"audio\",\"audio\":{\"id\":\"7002\",\"mime_type\":\"audio/ogg\",\"voice\":true}");
        brings(
                marta,
                "\"type\":\"document\",\"document\":{\"id\":\"7003\",\"mime_type\":\"application/pdf\",\"filename\":\"factura.pdf\"}");
        brings(marta, "\"type\":\"sticker\",\"sticker\":{\"id\":\"7004\",\"mime_type\":\"image/webp\"}");
        brings(
                marta,
                "\"type\":\"location\",\"location\":{\"latitude\":-34.6,\"longitude\":-58.4,\"name\":\"Obelisco\",\"address\":\"9 de Julio\"}");
        brings(
                marta,
                "\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":\"Contador Pérez\"},\"phones\":[{\"phone\":\"+541144445555\"}]}]");
        JsonNode product = panel.crm()
                .graphql("{ products(search: \"airpods pro 2\", first: 1) { nodes { sku title } } }")
                .at("/products/nodes/0");
        brings(
                marta,
                "\"type\":\"order\",\"order\":{\"catalog_id\":\"1\",\"text\":\"para el viernes\",\"product_items\":[{\"product_retailer_id\":\"%s\",\"quantity\":3,\"item_price\":1,\"currency\":\"ARS\"},{\"product_retailer_id\":\"NO-HAY\",\"quantity\":1,\"item_price\":1,\"currency\":\"ARS\"}]}"
                        .formatted(product.path("sku").asString()));
        Chat ana = new Chat(panel.loggedIn(ANA, chat));

        ana.shows("así quedó");
        Locator photo = ana.thread().getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("así quedó"));
        assertThat(photo).hasJSProperty("naturalWidth", 640);
        photo.click();
        Locator large = ana.dialog().locator("img");
        double before = large.boundingBox().width;
        ana.dialog()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Acercar"))
                .click();
        await().atMost(SOON).until(() -> large.boundingBox().width > before);
        ana.page().keyboard().press("Escape");

        Locator speed = ana.thread()
                .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(Pattern.compile("^Velocidad")));
        assertThat(speed).hasText("1×");
        speed.click();
        speed.click();
        assertThat(speed).hasText("2×");
        assertThat(ana.thread().locator("audio")).hasJSProperty("playbackRate", 2);
        assertThat(ana.thread().locator("a[download='factura.pdf']")).isVisible();
        assertThat(ana.thread().getByRole(AriaRole.IMG, new Locator.GetByRoleOptions().setName("Sticker")))
                .isVisible();
        assertThat(ana.thread().locator("a[href*='openstreetmap.org']")).containsText("Obelisco");
        ana.shows("Contador Pérez");
        ana.shows("+541144445555");
        Locator order = ana.message("Pedido del catálogo");
        assertThat(order).containsText("3 × " + product.path("title").asString());
        assertThat(order).containsText("NO-HAY no está en tu catálogo");
        assertThat(order).containsText("para el viernes");
    }

    @Test
    void aStoryThatIsAnsweredIsSeenAsItWasAndOneThatIsGoneSaysSo() {
        Follower sol = new Follower(panel.crm().url(), "7900501");
        panel.platform().keep("story-alive", picture(270, 480));
        answersStory(sol, "story-long-gone", "esta era linda", Instant.now().minus(Duration.ofHours(30)));
        answersStory(sol, "story-alive", "la quiero!", Instant.now());
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox/" + panel.conversation(sol.igsid())));

        Locator alive = ana.message("la quiero!");
        assertThat(alive).containsText("Respondió a tu historia");
        assertThat(alive.locator("img")).hasJSProperty("naturalWidth", 270);
        alive.locator("img").click();
        assertThat(ana.dialog().locator("img")).isVisible();
        ana.page().keyboard().press("Escape");
        assertThat(ana.message("esta era linda")).containsText("Ya no se ve: las historias duran 24 horas.");
        assertThat(ana.message("esta era linda").locator("a")).hasCount(0);
    }

    @Test
    void whatCouldNotBeFetchedSaysWhyAndIsFetchedAgainFromItsBubble() {
        byte[] tooLarge = new byte[21 * 1024 * 1024];
        Follower sol = new Follower(panel.crm().url(), "7900502");
        Customer marta = panel.customer("Marta Pesada");
        panel.platform().keep("story-large", tooLarge);
        panel.platform().keep("7010", tooLarge);
        answersStory(sol, "story-large", "me encanta esto", Instant.now());
        String chat = panel.takenOver(marta, "mirá");
        brings(
                marta,
                "\"type\":\"image\",\"image\":{\"id\":\"7010\",\"mime_type\":\"image/png\",\"caption\":\"la rota\"}");
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox/" + panel.conversation(sol.igsid())));

        Locator story = ana.message("me encanta esto");
        assertThat(story).containsText("La historia no se pudo traer.");
        assertThat(story).containsText("Pesa más de 20 MB");
        panel.platform().keep("story-large", picture(270, 480));
        story.getByRole(AriaRole.BUTTON, named("Traer de nuevo")).click();
        assertThat(story.locator("img")).hasJSProperty("naturalWidth", 270);
        assertThat(story.getByRole(AriaRole.BUTTON, named("Traer de nuevo"))).hasCount(0);

        ana.page().navigate(panel.crm().url() + chat);
        Locator photo = ana.message("la rota");
        assertThat(photo).containsText("El archivo no se pudo traer.");
        assertThat(photo).containsText("Pesa más de 20 MB");
        panel.platform().keep("7010", picture(640, 480));
        photo.getByRole(AriaRole.BUTTON, named("Traer de nuevo")).click();
        assertThat(photo.locator("img")).hasJSProperty("naturalWidth", 640);
    }

    private static Locator.GetByRoleOptions named(String name) {
        return new Locator.GetByRoleOptions().setName(name);
    }

    private static void answersStory(Follower follower, String mediaId, String text, Instant at) {
        String message = "{\"mid\":\"m_%s\",\"text\":\"%s\",\"reply_to\":{\"story\":{\"id\":\"1\",\"url\":\"%s\"}}}"
                .formatted(UUID.randomUUID(), text, panel.platform().link(mediaId));
        follower.deliver(follower.igsid(), Follower.ACCOUNT, message, at);
    }

    @Test
    void whatWasSaidWhileTheConnectionWasGoneIsThereOnceWhenItIsBack() {
        Customer marta = panel.customer("Marta Túnel");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "estás?")));
        ana.shows("estás?");

        ana.page().context().setOffline(true);
        assertThat(ana.page().locator("#connection")).containsText("Sin conexión");
        marta.writes("uno de camino");
        marta.writes("dos de camino");
        ana.writes("sin señal");
        assertThat(ana.page().locator("[data-letter]")).containsText("Se envía cuando vuelva la conexión");
        ana.page().context().setOffline(false);

        for (String text : List.of("uno de camino", "dos de camino", "sin señal")) {
            assertThat(ana.message(text)).hasCount(1);
        }
        ana.hasCome("sin señal", "SENT");
        assertThat(ana.page().locator("[data-letter]")).hasCount(0);
        panel.forgetComplaints();
    }

    @Test
    void isacsMessagesHaveItsMarkTheirReasonsAndAWayToTellItOff() {
        Customer marta = panel.customer("Marta Precio");
        marta.writes("cuanto sale el iphone 15 pro 256gb azul?");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.chat(marta)));
        ana.shows("$1.500.000");

        Locator answer = ana.page()
                .locator("[data-message][data-author=ASSISTANT]")
                .filter(new Locator.FilterOptions().setHasText("$1.500.000"))
                .first();
        answer.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("ISAC"))
                .click();
        Locator why = answer.getByRole(AriaRole.NOTE);
        assertThat(why).containsText("iPhone 15 Pro 256GB Azul");
        assertThat(why).containsText("en stock");
        why.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Buena respuesta"))
                .click();
        ana.told("Gracias: ISAC aprende de esto.");
        ana.presses("i");
        assertThat(ana.dialog()).containsText("Corregir intención");
        ana.page().keyboard().press("2");
        ana.told("Anotado: Stock.");
    }

    @Test
    void wordsAreFoundInTheChatAndEverywhereWithoutAccentsOrPluralsAndTheJumpKeepsWhatIsAround() {
        Customer marta = panel.customer("Marta Busca");
        String chat = panel.takenOver(marta, "¿Tenés una canción para la funda?");
        writesMany(marta, "relleno", 60, Duration.ofMinutes(30));
        Chat ana = new Chat(panel.loggedIn(ANA, chat));
        ana.shows("relleno 59");

        ana.presses("f");
        Locator field =
                ana.page().getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Buscar en este chat"));
        field.fill("canciones");
        Locator hit = ana.page()
                .getByRole(AriaRole.BUTTON)
                .filter(new Locator.FilterOptions().setHasText("¿Tenés una canción para la funda?"));
        assertThat(hit).isVisible();
        hit.click();
        assertThat(ana.message("¿Tenés una canción para la funda?")).isInViewport();
        assertThat(ana.message("relleno 0").first()).isInViewport();

        ana.page()
                .getByRole(AriaRole.SEARCHBOX, new Page.GetByRoleOptions().setName("Buscar en las conversaciones"))
                .fill("cancion fundas");
        assertThat(ana.page()).hasURL(Pattern.compile("q=cancion"));
        assertThat(ana.page().locator("[data-conversation]")).hasCount(1);
        assertThat(ana.row("Marta Busca")).hasCount(1);
    }

    @Test
    void scrollingUpKeepsThePlaceAndNewsWaitsBelowBehindAButton() {
        Customer marta = panel.customer("Marta Larga");
        String chat = panel.takenOver(marta, "empieza acá");
        writesMany(marta, "línea", 110, Duration.ofHours(60));
        Chat ana = new Chat(panel.loggedIn(ANA, chat));
        ana.shows("línea 109");
        assertThat(ana.thread().locator("h3").first()).isVisible();

        Place read = Place.atTheBeginningOfWhatIsKept(ana.page());
        read.notTheFirst().isKept();

        marta.writes("y esto es nuevo");
        Locator jump = ana.button("Ir al último");
        assertThat(jump).containsText("1 mensaje nuevo");
        read.isKept();
        jump.click();
        assertThat(ana.message("y esto es nuevo")).isInViewport();
        assertThat(jump).hasCount(0);
        assertThat(ana.message("y esto es nuevo").locator("time"))
                .hasAttribute("title", Pattern.compile("\\d{4}.*\\d:\\d\\d:\\d\\d"));
    }

    private static void outlast(CountDownLatch latch) {
        try {
            Assertions.assertThat(latch.await(Panel.PATIENCE_MS, TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String externalId(Customer customer, String text) {
        return await().atMost(SOON)
                .until(
                        () -> panel.crm().thread(customer.waId()).stream()
                                .filter(message -> message.content().plainText().equals(text))
                                .map(Message::externalId)
                                .filter(id -> id != null)
                                .findFirst(),
                        id -> id.isPresent())
                .orElseThrow();
    }

    private static String words(String text) {
        return "\"type\":\"text\",\"text\":{\"body\":\"" + text + "\"}";
    }

    private static void brings(Customer customer, String fields) {
        brings(customer, fields, Duration.ZERO);
    }

    /** Something that the customer sent so long ago. */
    private static void brings(Customer customer, String fields, Duration ago) {
        String body = customer.message("wamid.in." + UUID.randomUUID(), fields);
        customer.deliver(body.replaceFirst(
                "\"timestamp\":\"\\d+\"",
                "\"timestamp\":\"" + Instant.now().minus(ago).getEpochSecond() + "\""));
    }

    /** Many messages in one delivery, spread over the time from so long ago until now. */
    private static void writesMany(Customer customer, String word, int many, Duration since) {
        String body = customer.text("wamid.in.first", "x");
        int start = body.indexOf("\"messages\":[") + "\"messages\":[".length();
        int end = body.indexOf("}]", start) + 1;
        String all = IntStream.range(0, many)
                .mapToObj(n -> body.substring(start, end)
                        .replace("wamid.in.first", "wamid.in." + UUID.randomUUID())
                        .replace("\"body\":\"x\"", "\"body\":\"" + word + " " + n + "\"")
                        .replaceFirst(
                                "\"timestamp\":\"\\d+\"",
                                "\"timestamp\":\""
                                        + Instant.now()
                                                .minus(since.multipliedBy(many - n)
                                                        .dividedBy(many))
                                                .getEpochSecond()
                                        + "\""))
                .collect(Collectors.joining(","));
        customer.deliver(body.substring(0, start) + all + body.substring(end));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> panel.crm().thread(customer.waId()).stream()
                                .filter(message -> message.content().plainText().startsWith(word + " "))
                                .count()
                        == many);
    }

    static byte[] picture(int width, int height) {
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static List<Integer> unsigned(byte[] bytes) {
        return IntStream.range(0, bytes.length).mapToObj(at -> bytes[at] & 0xff).toList();
    }

    /** A second of silence, which every browser can play. */
    private static byte[] silence() {
        int rate = 8_000;
        return ByteBuffer.allocate(44 + rate)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put("RIFF".getBytes(StandardCharsets.US_ASCII))
                .putInt(36 + rate)
                .put("WAVEfmt ".getBytes(StandardCharsets.US_ASCII))
                .putInt(16)
                .putShort((short) 1)
                .putShort((short) 1)
                .putInt(rate)
                .putInt(rate)
                .putShort((short) 1)
                .putShort((short) 8)
                .put("data".getBytes(StandardCharsets.US_ASCII))
                .putInt(rate)
                .array();
    }
}
