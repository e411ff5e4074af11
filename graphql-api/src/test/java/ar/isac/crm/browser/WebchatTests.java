package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The chat window on a page of the shop's, as docs/how-to/put-the-chat-on-your-site.md puts it there. */
class WebchatTests {

    @RegisterExtension
    static final Panel PANEL = Panel.ofDemo(Map.of("CRM_ROUTES_DIR", routes().toString()));

    private static Path routes() {
        try {
            Path folder = Files.createTempDirectory("webchat-routes");
            Files.copy(Path.of("../docs/how-to/channels/webchat.yaml"), folder.resolve("webchat.yaml"));
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpServer shop;
    private String origin;

    @BeforeEach
    void open() throws IOException {
        String product = PANEL.crm().url();
        shop = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        shop.createContext("/", exchange -> {
            try (exchange) {
                byte[] page = """
                        <!doctype html><html lang="es"><head><title>La tienda</title><link rel="icon" href="data:,">
                        <script src="%s/webchat/widget.js" data-account="tienda" async></script></head>
                        <body><h1>La tienda</h1></body></html>""".formatted(product).getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().add("Content-Type", "text/html; charset=utf-8");
                exchange.getResponseHeaders()
                        .add(
                                "Content-Security-Policy",
                                "default-src 'none'; script-src %1$s; connect-src %1$s; img-src %1$s data:; base-uri 'none'"
                                        .formatted(product));
                exchange.sendResponseHeaders(200, page.length);
                exchange.getResponseBody().write(page);
            }
        });
        shop.start();
        origin = "http://localhost:" + shop.getAddress().getPort();
        Assertions.assertThat(PANEL.crm().graphql("""
                                mutation { saveChannel(input: {type: WEBCHAT, platformId: "tienda", name: "La página",
                                  settings: [{name: "allowedOrigins", value: "%s"}]}) { userErrors { message } } }""".formatted(origin)).at("/saveChannel/userErrors"))
                .isEmpty();
    }

    @AfterEach
    void close() {
        shop.stop(0);
    }

    @Test
    void aVisitorOfAPageWithAStrictPolicyIsAnsweredInTheWindowAsSoonAsThereIsAnAnswer() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Page page = PANEL.page("/webchat/widget.js");
        page.onRequest(
                request -> asked.add(request.method() + " " + request.url().replaceFirst(".*/tienda/", "")));
        page.navigate(origin);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Escribinos"))
                .click();
        Locator words = page.getByLabel("Tu mensaje");
        words.fill("hola");
        words.press("Enter");

        assertThat(page.locator(".message.shop").first()).isVisible(Panel.visibly());
        assertThat(page.locator(".message.visitor")).hasCount(1);
        words.fill("quiero hablar con una persona");
        words.press("Enter");
        assertThat(page.locator(".message.visitor")).hasCount(2);
        assertThat(page.locator(".message.shop").nth(1)).isVisible(Panel.visibly());
        Assertions.assertThat(asked).contains("GET events").noneMatch(call -> call.startsWith("GET messages"));

        page.reload();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Escribinos"))
                .click();
        assertThat(page.locator(".message.visitor")).hasCount(2);
    }

    @Test
    void messagesWrittenAtOnceAreOneVisitorsAndArriveInTheirOrderThoughTheFirstIsTriedAgain() {
        List<String> asked = new CopyOnWriteArrayList<>();
        Page page = PANEL.page("/webchat/widget.js");
        AtomicBoolean isRefused = new AtomicBoolean();
        page.route("**/webchat/tienda/messages", route -> {
            asked.add(route.request().postData().replaceFirst(".*\"text\":\"([^\"]*)\".*", "$1"));
            if (isRefused.compareAndSet(false, true)) {
                route.abort();
            } else {
                route.resume();
            }
        });
        page.onRequest(request -> {
            if (request.url().endsWith("/visitors")) {
                asked.add("visitor");
            }
        });
        page.navigate(origin);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Escribinos"))
                .click();

        page.getByLabel("Tu mensaje").evaluate("""
                words => ["hola", "quiero zapatillas"].forEach(text => {
                  words.value = text;
                  words.form.requestSubmit();
                })""");

        assertThat(page.locator(".message.visitor:not(.pending)")).hasCount(2, shortly());
        assertThat(page.locator(".message.visitor")).hasText(new String[] {"hola", "quiero zapatillas"});
        Assertions.assertThat(asked).containsExactly("visitor", "hola", "hola", "quiero zapatillas");
        PANEL.forgetComplaints();
    }

    @Test
    void whoIsKnownNoMoreIsAdmittedAnewAndFollowsTheNewConversationFromItsBeginning() {
        Page page = PANEL.page("/webchat/widget.js");
        AtomicBoolean isForgotten = new AtomicBoolean();
        page.route("**/webchat/tienda/messages", route -> {
            if (isForgotten.compareAndSet(true, false)) {
                route.fulfill(new Route.FulfillOptions()
                        .setStatus(401)
                        .setHeaders(Map.of("Access-Control-Allow-Origin", origin)));
            } else {
                route.resume();
            }
        });
        page.navigate(origin);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Escribinos"))
                .click();
        Locator words = page.getByLabel("Tu mensaje");
        words.fill("hola");
        words.press("Enter");
        assertThat(page.locator(".message.shop").first()).isVisible(Panel.visibly());
        assertThat(page.locator(".message.visitor:not(.pending)")).hasCount(1, shortly());

        isForgotten.set(true);
        words.fill("quiero zapatillas");
        words.press("Enter");

        assertThat(page.locator(".message.visitor:not(.pending)")).hasCount(2, shortly());
        assertThat(page.locator(".message.visitor.pending")).hasCount(0);
    }

    private static LocatorAssertions.HasCountOptions shortly() {
        return new LocatorAssertions.HasCountOptions().setTimeout(15_000);
    }
}
