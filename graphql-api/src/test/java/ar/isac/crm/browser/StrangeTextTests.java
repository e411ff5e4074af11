package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Customer;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whatever customers write is text and nothing else: the hundred texts of {@code browser/strange-texts.json}, wherever a platform
 * lets them write, are read to the letter wherever the panel shows them, and nothing of them runs, loads or leads away.
 */
class StrangeTextTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ADMIN = "admin@demo.shop";
    private static final Duration SOON = Duration.ofMillis(Panel.PATIENCE_MS);
    private static final String SCRIPT = "<script>window.hit=1</script> & <img src=x onerror=window.hit=1>";

    /** Whatever in the page is not of the panel's own making, or leads to where no web page is. */
    private static final String FOREIGN = """
            () => {
              const own = (url) => new URL(url, location.href).origin === location.origin;
              const made = [...document.querySelectorAll('#root *, [data-portal] *')];
              return [
                ...(window.hit === undefined ? [] : ['a text has run']),
                ...made.filter((it) => ['SCRIPT', 'IFRAME', 'OBJECT', 'EMBED', 'BASE', 'META', 'LINK', 'MARQUEE', 'TEMPLATE'].includes(it.tagName)).map((it) => it.outerHTML),
                ...made.filter((it) => [...it.attributes].some((attribute) => attribute.name.startsWith('on') || attribute.name === 'formaction')).map((it) => it.outerHTML),
                ...made.filter((it) => it.tagName === 'A' && it.hasAttribute('href') && !['http:', 'https:'].includes(new URL(it.href).protocol)).map((it) => it.outerHTML),
                ...made.filter((it) => it.tagName === 'IMG' && !own(it.src)).map((it) => it.outerHTML),
              ];
            }
            """;

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of("CRM_ASSISTANT_BURST_WINDOW", "PT1H"));

    @Test
    void aHundredStrangeTextsAreReadToTheLetterInTheThread() throws IOException {
        List<String> texts = texts();
        List<Customer> customers = new ArrayList<>();
        for (int from = 0; from < texts.size(); from += 25) {
            Customer customer = panel.customer(texts.get(from + 1));
            deliver(customer, texts.subList(from, Math.min(texts.size(), from + 25)));
            customers.add(customer);
        }

        for (Customer customer : customers) {
            await().atMost(Duration.ofMinutes(2))
                    .until(() -> panel.crm().thread(customer.waId()).size() == 25);
        }

        Page page = panel.loggedIn(ADMIN, "/inbox");
        for (int chat = 0; chat < customers.size(); chat++) {
            List<String> sent = texts.subList(chat * 25, Math.min(texts.size(), chat * 25 + 25));
            page.navigate(panel.crm().url() + panel.chat(customers.get(chat)));
            assertThat(page.locator("#thread [data-message]")).hasCount(sent.size());
            assertThat(page.locator("#customer"))
                    .hasJSProperty("textContent", texts.get(chat * 25 + 1).strip());

            assertThat(page.locator("#thread [data-message] span[dir=auto]")
                            .evaluateAll("all => all.map((it) => it.textContent)"))
                    .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
                    .containsExactlyElementsOf(sent);
            assertNothingForeign(page);
        }
    }

    @Test
    void whateverElseAPlatformBringsIsTextToo() {
        Customer customer = panel.customer(SCRIPT);
        String it = quoted(SCRIPT);
        for (String fields : List.of(
                "\"type\":\"text\",\"text\":{\"body\":\"hola\"},\"referral\":{\"source_url\":\"javascript:window.hit=1\",\"source_id\":\"1\",\"source_type\":\"ad\",\"headline\":%1$s,\"body\":%1$s}",
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"button_reply\",\"button_reply\":{\"id\":%1$s,\"title\":%1$s}}",
                "\"type\":\"interactive\",\"interactive\":{\"type\":\"list_reply\",\"list_reply\":{\"id\":%1$s,\"title\":%1$s,\"description\":%1$s}}",
                "\"type\":\"button\",\"button\":{\"payload\":%1$s,\"text\":%1$s}",
                "\"type\":\"location\",\"location\":{\"latitude\":-34.6,\"longitude\":-58.4,\"name\":%1$s,\"address\":%1$s,\"url\":\"javascript:window.hit=1\"}",
                "\"type\":\"contacts\",\"contacts\":[{\"name\":{\"formatted_name\":%1$s},\"org\":{\"company\":%1$s},\"phones\":[{\"phone\":%1$s}],\"emails\":[{\"email\":%1$s}],\"urls\":[{\"url\":\"javascript:window.hit=1\"}]}]",
                "\"type\":\"order\",\"order\":{\"catalog_id\":\"1\",\"text\":%1$s,\"product_items\":[{\"product_retailer_id\":%1$s,\"quantity\":1,\"item_price\":1,\"currency\":\"ARS\"}]}",
                "\"type\":\"document\",\"document\":{\"id\":\"8001\",\"mime_type\":\"application/pdf\",\"filename\":%1$s,\"caption\":%1$s}")) {
            customer.deliver(customer.message("wamid.in." + UUID.randomUUID(), fields.formatted(it)));
        }
        panel.platform().keep("8001", "%PDF-1.4".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        await().atMost(Duration.ofMinutes(2))
                .until(() -> panel.crm().thread(customer.waId()).size() == 8);

        Page page = panel.loggedIn(ADMIN, panel.chat(customer));
        Locator messages = page.locator("#thread [data-message]");
        assertThat(messages).hasCount(8);
        for (int n = 0; n < 8; n++) {
            assertThat(messages.nth(n)).containsText(SCRIPT);
        }
        assertThat(page.locator("#thread a[download]")).containsText(SCRIPT);
        assertNothingForeign(page);
    }

    @Test
    void namesNotesTagsAndProductsAreTextOnEveryPageInThePaletteInToastsAndInThePdf() throws IOException {
        Customer customer = panel.customer(SCRIPT);
        customer.writes(SCRIPT);
        String id = panel.conversation(customer.waId());
        ask("mutation { changeControl(input: {conversationId: %s, control: HUMAN}) { userErrors { message } } }", id);
        ask(
                "mutation { importProducts(input: {csv: %s, idempotencyKey: \"strange\"}) { created } }",
                "sku,title,retail_price,stock,description,tags\nRARO-1,\"" + SCRIPT + "\",1000,5,\"" + SCRIPT + "\",\""
                        + SCRIPT + "\"\n");
        String tag = ask("mutation { saveTag(input: {name: %s}) { tag { id } userErrors { message } } }", "<b>raro</b>")
                .at("/saveTag/tag/id")
                .asString();
        ask("mutation { addTag(input: {conversationId: %s, tagId: %s}) { userErrors { message } } }", id, tag);
        String product = ask("{ products(search: \"RARO-1\", first: 1) { nodes { id } } }")
                .at("/products/nodes/0/id")
                .asString();
        String quote = ask(
                        "mutation { createQuote(input: {conversationId: %s, lines: [{productId: %s, quantity: 1}], idempotencyKey: \"strange\"}) { quote { id } userErrors { message } } }",
                        id, product)
                .at("/createQuote/quote/id")
                .asString();
        Page page = panel.loggedIn(ADMIN, "/inbox");
        assertThat(page.locator("[data-conversation]").first()).isVisible();

        String admin = ask("{ advisors { id name } }")
                .path("advisors")
                .valueStream()
                .filter(it -> it.path("name").asString().startsWith("Dueña"))
                .findFirst()
                .orElseThrow()
                .path("id")
                .asString();
        ask(
                "mutation { addNote(input: {conversationId: %s, text: %s, mentions: [%s], idempotencyKey: \"strange\"}) { userErrors { message } } }",
                id, SCRIPT, admin);
        new Chat(page).told(SCRIPT);
        assertNothingForeign(page);
        for (String path : List.of("inbox", "board", "customers", "catalogue?search=RARO-1", "quotes")) {
            page.navigate(panel.crm().url() + "/" + path);
            assertThat(page.getByText(SCRIPT).first()).isVisible();
            assertNothingForeign(page);
        }
        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.DIALOG).getByRole(AriaRole.COMBOBOX).fill("window.hit");
        for (String section : List.of("Conversaciones", "Clientes", "Productos")) {
            assertThat(page.getByRole(AriaRole.DIALOG).locator("h3").getByText(section))
                    .isVisible();
        }
        assertNothingForeign(page);
        page.navigate(panel.crm().url() + "/inbox/" + id);
        assertThat(page.getByRole(AriaRole.COMPLEMENTARY, new Page.GetByRoleOptions().setName("Datos del cliente")))
                .containsText(SCRIPT);
        assertNothingForeign(page);

        ask(
                "mutation { sendQuote(input: {quoteId: %s, idempotencyKey: \"strange-send\"}) { userErrors { message } } }",
                quote);
        String link = await().atMost(SOON)
                .until(
                        () -> panel.platform().callsTo(customer.waId()).stream()
                                .map(call -> call.body()
                                        .at("/document/link")
                                        .asString(call.body()
                                                .at("/interactive/header/document/link")
                                                .asString("")))
                                .filter(it -> !it.isEmpty())
                                .findFirst(),
                        it -> it.isPresent())
                .orElseThrow();
        try (InputStream pdf = URI.create(link).toURL().openStream();
                PDDocument document = Loader.loadPDF(pdf.readAllBytes())) {
            String text = new PDFTextStripper().getText(document).replaceAll("\\s+", "");
            assertThat(text).contains(SCRIPT.replaceAll("\\s+", ""));
            assertThat(document.getDocumentCatalog().getOpenAction()).isNull();
        }
    }

    private static void assertNothingForeign(Page page) {
        assertThat((List<?>) page.evaluate(FOREIGN)).isEmpty();
    }

    private static List<String> texts() throws IOException {
        try (InputStream file =
                Objects.requireNonNull(StrangeTextTests.class.getResourceAsStream("/browser/strange-texts.json"))) {
            return JSON.readValue(file, new TypeReference<List<String>>() {});
        }
    }

    /** All in one delivery, in their order. */
    private static void deliver(Customer customer, List<String> texts) {
        String body = customer.text("wamid.in.first", "x");
        int start = body.indexOf("\"messages\":[") + "\"messages\":[".length();
        int end = body.indexOf("}]", start) + 1;
        String message = body.substring(start, end);
        String all = IntStream.range(0, texts.size())
                .mapToObj(n -> message.replace("wamid.in.first", "wamid.in." + UUID.randomUUID())
                        .replace("\"x\"", quoted(texts.get(n))))
                .collect(Collectors.joining(","));
        assertThat(customer.deliver(body.substring(0, start) + all + body.substring(end)))
                .isEqualTo(200);
    }

    private static tools.jackson.databind.JsonNode ask(String document, String... strings) {
        Object[] literals =
                java.util.Arrays.stream(strings).map(StrangeTextTests::quoted).toArray();
        return panel.crm().graphql(literals.length == 0 ? document : document.formatted(literals));
    }

    private static String quoted(String text) {
        return JSON.writeValueAsString(text);
    }
}
