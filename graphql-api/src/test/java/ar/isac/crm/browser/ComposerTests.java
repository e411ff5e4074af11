package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform.Call;
import com.microsoft.playwright.JSHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.Route;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;

/** What is put together before it is sent: drafts on every device, products at the customer's price, files with their words. */
class ComposerTests {

    private static final String ANA = "ana@demo.shop";
    private static final String CARLA = "carla@demo.shop";
    private static final Duration SOON = Duration.ofMillis(Panel.PATIENCE_MS);

    @RegisterExtension
    static final Panel panel = Panel.onPlatform(Map.of());

    @Test
    void aDraftIsSavedWithinASecondSeenOnEveryDeviceAndOnlyReadByTheOthers() {
        Customer marta = panel.customer("Marta Borrador");
        String address = panel.takenOver(marta, "me avisás?");
        Chat ana = new Chat(panel.loggedIn(ANA, "/inbox"));
        Chat tablet = new Chat(panel.loggedIn(ANA, "/inbox"));
        Chat carla = new Chat(panel.loggedIn(CARLA, address));
        // A clock that stands still but for what is asked of it: a busy machine is neither early nor late.
        ana.page().clock().install();
        ana.page().navigate(panel.crm().url() + address);
        ana.shows("me avisás?");
        ana.page().clock().pauseAt(System.currentTimeMillis() + 60_000);

        // Whoever writes on and on without a rest is not left without anything saved.
        ana.page().waitForRequest(ComposerTests::isSavingDraft, () -> {
            for (String letter : "te aviso ma".split("", -1)) {
                ana.composer().pressSequentially(letter);
                ana.page().clock().runFor(400);
            }
        });
        ana.page().waitForRequest(request -> isSavingDraft(request) && says(request, "te aviso mañana"), () -> {
            ana.composer().pressSequentially("ñana");
            ana.page().clock().runFor(1_000);
        });
        ana.page().clock().resume();

        assertThat(tablet.row("Marta Borrador")).containsText("Borrador: te aviso mañana");
        assertThat(carla.page().locator("#chat"))
                .containsText("Ana Ferreyra está escribiendo un borrador: te aviso mañana");
        assertThat(carla.composer()).hasValue("");
        carla.composer().fill("yo también");
        assertThat(ana.page().locator("#chat")).containsText("Carla Núñez está escribiendo un borrador: yo también");
        assertThat(ana.composer()).hasValue("te aviso mañana");
        tablet.row("Marta Borrador").click();
        assertThat(tablet.composer()).hasValue("te aviso mañana");
        tablet.composer().fill("te aviso mañana a las 9");
        assertThat(ana.composer()).hasValue("te aviso mañana a las 9");
    }

    @Test
    void aDraftThatCouldNotBeSavedIsSavedOnceTheConnectionIsBack() {
        Customer marta = panel.customer("Marta Sin Red");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "seguís ahí?")));
        Chat tablet = new Chat(panel.loggedIn(ANA, "/inbox"));
        ana.shows("seguís ahí?");
        AtomicBoolean hasFailed = new AtomicBoolean();
        ana.page().onRequestFailed(request -> hasFailed.compareAndSet(false, isSavingDraft(request)));

        ana.page().context().setOffline(true);
        ana.composer().fill("sí, dame un segundo");
        ana.page().waitForCondition(hasFailed::get);
        ana.page().context().setOffline(false);

        assertThat(tablet.row("Marta Sin Red")).containsText("Borrador: sí, dame un segundo");
        panel.forgetComplaints();
    }

    @Test
    void whatWasSentWithoutAConnectionDoesNotComeBackAsADraft() {
        Customer marta = panel.customer("Marta Ascensor");
        Customer nora = panel.customer("Nora Ascensor");
        panel.takenOver(nora, "y yo?");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "lo tenés?")));
        ana.shows("lo tenés?");
        ana.composer().fill("sí, lo tengo");
        assertThat(ana.row("Marta Ascensor")).containsText("Borrador: sí, lo tengo");

        ana.page().context().setOffline(true);
        assertThat(ana.page().locator("#connection")).containsText("Sin conexión");
        ana.composer().press("Enter");
        assertThat(ana.page().locator("[data-letter]")).containsText("sí, lo tengo");
        ana.row("Nora Ascensor").click();
        assertThat(ana.page().locator("#customer")).hasText("Nora Ascensor");
        // Never read before, it says why there is nothing to see, and reads it once it can.
        assertThat(ana.thread()).containsText("No se llega al servidor");
        ana.row("Marta Ascensor").click();
        assertThat(ana.page().locator("#customer")).hasText("Marta Ascensor");
        assertThat(ana.composer()).hasValue("");
        ana.row("Nora Ascensor").click();
        assertThat(ana.thread()).containsText("No se llega al servidor");
        ana.page().context().setOffline(false);

        ana.shows("y yo?");
        assertThat(ana.row("Marta Ascensor")).containsText("sí, lo tengo");
        assertThat(ana.row("Marta Ascensor")).not().containsText("Borrador");
        Assertions.assertThat(told(marta)).containsOnlyOnce("sí, lo tengo");
        panel.forgetComplaints();
    }

    @Test
    void whatIsChosenIsPutWhereTheCursorIsAndWhoeverIsNamedInANoteIsToldOfIt() {
        Customer marta = panel.customer("Marta Nombrada");
        Customer nora = panel.customer("Nora Nombrada");
        panel.takenOver(nora, "y yo?");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "quiero hablar con la encargada")));
        Chat carla = new Chat(panel.loggedIn(CARLA, "/inbox"));
        ana.shows("quiero hablar con la encargada");
        ana.presses("n");
        ana.composer().fill("Avisale a  que la esperan");
        ana.composer().evaluate("it => it.setSelectionRange(10, 10)");
        ana.composer().pressSequentially("@carl");
        assertThat(ana.page().locator("#offers [role=option]")).hasCount(1);
        ana.composer().press("Enter");
        String written = "Avisale a @Carla Núñez  que la esperan";
        assertThat(ana.composer()).hasValue(written);

        // A look at somebody else, and back: the note waits as it was.
        ana.row("Nora Nombrada").click();
        ana.shows("y yo?");
        ana.row("Marta Nombrada").click();
        ana.shows("quiero hablar con la encargada");
        ana.presses("n");
        assertThat(ana.composer()).hasValue(written);
        ana.composer().press("Enter");

        carla.told("te menciona");
    }

    @Test
    void whatIsSentWhileItsDraftIsStillOnItsWayLeavesNoDraftBehind() {
        Customer marta = panel.customer("Marta Veloz");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "rápido!")));
        ana.shows("rápido!");
        List<Route> held = new CopyOnWriteArrayList<>();
        List<String> saved = new CopyOnWriteArrayList<>();
        ana.page().route("**/graphql", route -> {
            if (held.isEmpty() && isSavingDraft(route.request())) {
                held.add(route);
            } else {
                route.resume();
            }
        });
        ana.page().onResponse(response -> drafted(response).forEach(saved::add));

        ana.composer().fill("ya va");
        ana.page().waitForCondition(() -> !held.isEmpty());
        ana.composer().press("Enter");
        ana.hasCome("ya va", "SENT");
        held.getFirst().resume();

        ana.page().waitForCondition(() -> saved.size() == 2);
        JsonNode drafts = panel.crm()
                .graphql("{ conversation(id: \"%s\") { drafts { text } } }".formatted(panel.conversation(marta.waId())))
                .at("/conversation/drafts");
        Assertions.assertThat(drafts).isEmpty();
        assertThat(ana.row("Marta Veloz")).containsText("ya va");
        assertThat(ana.row("Marta Veloz")).not().containsText("Borrador");
    }

    @Test
    void aProductIsShownAndSentAtThePriceOfTheCustomersClassWithTheStockOfNow() {
        Customer retail = panel.customer("Marta Minorista");
        Customer wholesale = panel.customer("Nora Mayorista");
        JsonNode product = panel.crm()
                .graphql(
                        "{ products(search: \"airpods pro 2\", first: 1) { nodes { id title retailPrice { formatted } wholesalePrice { formatted } } } }")
                .at("/products/nodes/0");
        String title = product.path("title").asString();
        String id = product.path("id").asString();
        String retailPrice = product.at("/retailPrice/formatted").asString();
        String wholesalePrice = product.at("/wholesalePrice/formatted").asString();
        Assertions.assertThat(wholesalePrice).isNotEqualTo(retailPrice);
        count(id, 17);
        String retailChat = panel.takenOver(retail, "tenés auriculares?");
        String wholesaleChat = panel.takenOver(wholesale, "tenés auriculares por mayor?");
        belongsTo(wholesaleChat, "WHOLESALE");
        Chat ana = new Chat(panel.loggedIn(ANA, retailChat));

        ana.composer().pressSequentially("/producto airpods pro 2");
        Locator offer = ana.page().locator("#offers [role=option]").filter(having(title));
        assertThat(offer).containsText(retailPrice);
        assertThat(offer).containsText("17 en stock");
        count(id, 3);
        assertThat(offer).containsText("3 en stock");
        assertThat(ana.composer()).isFocused();
        count(id, 0);
        assertThat(offer).containsText("sin stock");
        count(id, 5);
        assertThat(offer).containsText("5 en stock");
        Panel.screenshot(ana.page(), "ComposerTests.products");
        takes(ana, offer);

        assertThat(ana.composer()).hasValue("");
        assertThat(ana.message(title)).containsText(retailPrice);
        card(retail, title, retailPrice);
        Assertions.assertThat(told(retail)).doesNotContain(wholesalePrice);

        ana.row("Nora Mayorista").click();
        assertThat(ana.page().locator("#customer")).hasText("Nora Mayorista");
        ana.composer().pressSequentially("#airpods pro 2");
        assertThat(ana.page().locator("#offers")).containsText("precio mayorista");
        assertThat(offer).containsText(wholesalePrice);
        takes(ana, offer);

        assertThat(ana.message(title)).containsText(wholesalePrice);
        card(wholesale, title, wholesalePrice);
        Assertions.assertThat(told(wholesale)).doesNotContain(retailPrice);
    }

    @Test
    void enterSendsNoProductThatNobodyHasSeenNorTheWordsThatLookForIt() {
        Customer marta = panel.customer("Marta Apurada");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "precio de los airpods?")));
        ana.shows("precio de los airpods?");
        List<Route> held = new CopyOnWriteArrayList<>();
        AtomicBoolean isHolding = new AtomicBoolean(true);
        ana.page().route("**/graphql", route -> {
            if (isHolding.get() && names(route.request(), "ComposerProducts")) {
                held.add(route);
            } else {
                route.resume();
            }
        });

        ana.composer().pressSequentially("#airpods pro 2");
        ana.page().waitForCondition(() -> !held.isEmpty());
        ana.composer().press("Enter");
        assertThat(ana.composer()).hasValue("#airpods pro 2");
        isHolding.set(false);
        held.forEach(Route::resume);
        Locator offer = ana.page().locator("#offers [role=option]").first();
        assertThat(offer).containsText("AirPods Pro 2");
        takes(ana, offer);

        card(marta, "AirPods Pro 2", "$");
        Assertions.assertThat(told(marta)).doesNotContain("#airpods");
    }

    @Test
    void filesThatAreDroppedAreCheckedBeforeTheyLeaveAndGoOutEachWithItsWords() {
        Customer marta = panel.customer("Marta Archivos");
        Chat ana = new Chat(panel.loggedIn(ANA, panel.takenOver(marta, "me mandás fotos y la lista?")));
        ana.shows("me mandás fotos y la lista?");
        List<String> uploads = new CopyOnWriteArrayList<>();
        ana.page().onRequest(request -> {
            if (names(request, "CreateUpload") || request.method().equals("PUT")) {
                uploads.add(request.method());
            }
        });

        JSHandle refused = files(ana, Map.of("virus.exe", new byte[] {'M', 'Z'}, "enorme.png", new byte[6_000_000]));
        ana.page().locator("#chat").dispatchEvent("dragover", Map.of("dataTransfer", refused));
        assertThat(ana.page().getByText("Soltá los archivos para adjuntarlos")).isVisible();
        ana.page().locator("#chat").dispatchEvent("drop", Map.of("dataTransfer", refused));
        ana.told("Este canal no acepta «virus.exe».");
        ana.told("«enorme.png» es demasiado grande para este canal: hasta 5 MB.");
        assertThat(ana.page().getByText("Soltá los archivos para adjuntarlos")).hasCount(0);
        assertThat(ana.page().locator("li[data-ready]")).hasCount(0);
        Assertions.assertThat(uploads).isEmpty();

        drop(ana, "frente.png", MessagesTests.picture(60, 40));
        drop(
                ana,
                "dorso.png",
                MessagesTests.picture(50, 50),
                "lista.pdf",
                "%PDF-1.4 lista".getBytes(StandardCharsets.UTF_8));
        assertThat(ana.page().locator("li[data-ready]")).hasCount(3);
        ana.page().getByLabel("Agregar texto: frente.png").fill("el frente");
        ana.page().getByLabel("Agregar texto: dorso.png").fill("el dorso");
        Panel.screenshot(ana.page(), "ComposerTests.files");
        ana.composer().fill("te mando todo");
        ana.page().getByLabel("Agregar texto: lista.pdf").fill("los precios");
        ana.page().getByLabel("Agregar texto: lista.pdf").press("Enter");

        assertThat(ana.page().locator("li[data-ready]")).hasCount(0);
        await().atMost(SOON).until(() -> sent(marta).size() == 4);
        Assertions.assertThat(sent(marta))
                .containsExactly(
                        "te mando todo", "image el frente", "image el dorso", "document los precios lista.pdf");
        assertThat(ana.thread().locator("[data-ours] img")).hasCount(2);
        ana.shows("el dorso");
    }

    /** What the customer was sent, in its order. */
    private static List<String> sent(Customer customer) {
        return panel.platform().callsTo(customer.waId()).stream()
                .filter(call -> call.body().has("type"))
                .map(call -> {
                    String type = call.body().path("type").asString();
                    JsonNode medium = call.body().path(type);
                    return type.equals("text")
                            ? medium.path("body").asString()
                            : (type + " " + medium.path("caption").asString("") + " "
                                            + medium.path("filename").asString(""))
                                    .strip();
                })
                .toList();
    }

    private static String told(Customer customer) {
        return panel.platform().callsTo(customer.waId()).stream()
                .map(Call::body)
                .map(JsonNode::toString)
                .reduce("", String::concat);
    }

    private static void card(Customer customer, String title, String price) {
        await().atMost(SOON)
                .untilAsserted(() -> Assertions.assertThat(told(customer)).contains(title, price));
    }

    /** Sends what is offered first, once it is of all that was typed. */
    private static void takes(Chat chat, Locator offer) {
        assertThat(chat.page().locator("#offers:not([aria-busy])")).isVisible();
        assertThat(offer).hasAttribute("aria-selected", "true");
        chat.composer().press("Enter");
    }

    private static Locator.FilterOptions having(String text) {
        return new Locator.FilterOptions().setHasText(text);
    }

    private static void count(String product, int onHand) {
        panel.crm()
                .graphql(
                        "mutation { adjustStock(input: {productId: \"%s\", onHand: %d, idempotencyKey: \"%s\"}) { userErrors { message } } }"
                                .formatted(product, onHand, UUID.randomUUID()));
    }

    private static void belongsTo(String chat, String segment) {
        String customer = panel.crm()
                .graphql("{ conversation(id: \"%s\") { customer { id } } }"
                        .formatted(chat.substring("/inbox/".length())))
                .at("/conversation/customer/id")
                .asString();
        panel.crm()
                .graphql(
                        "mutation { setSegment(input: {customerId: \"%s\", segment: %s, reason: \"compra por mayor\"}) { userErrors { message } } }"
                                .formatted(customer, segment));
    }

    private static boolean names(Request request, String operation) {
        String body = request.postData();
        return body != null && body.contains("\"operationName\":\"" + operation + "\"");
    }

    private static boolean isSavingDraft(Request request) {
        return names(request, "SaveDraft");
    }

    private static boolean says(Request request, String text) {
        return request.postData().contains("\"text\":\"" + text + "\"");
    }

    private static List<String> drafted(Response response) {
        return isSavingDraft(response.request()) ? List.of(response.request().postData()) : List.of();
    }

    private static void drop(Chat chat, Object... namesAndBytes) {
        for (int n = 0; n < namesAndBytes.length; n += 2) {
            JSHandle data = files(chat, Map.of((String) namesAndBytes[n], (byte[]) namesAndBytes[n + 1]));
            chat.page().locator("#chat").dispatchEvent("drop", Map.of("dataTransfer", data));
        }
    }

    /** Files as they are dragged over the page. */
    private static JSHandle files(Chat chat, Map<String, byte[]> files) {
        List<Map<String, Object>> all = new ArrayList<>();
        files.forEach((name, bytes) -> all.add(Map.of(
                "name",
                name,
                "size",
                bytes.length,
                "head",
                IntStream.range(0, Math.min(bytes.length, 4_000))
                        .mapToObj(at -> bytes[at] & 0xff)
                        .toList())));
        return chat.page().evaluateHandle("""
                (files) => {
                  const types = { png: 'image/png', pdf: 'application/pdf', exe: 'application/x-msdownload' };
                  const data = new DataTransfer();
                  for (const { name, head, size } of files) {
                    const bytes = new Uint8Array(size);
                    bytes.set(head);
                    data.items.add(new File([bytes], name, { type: types[name.split('.').at(-1)] }));
                  }
                  return data;
                }""", all);
    }
}
