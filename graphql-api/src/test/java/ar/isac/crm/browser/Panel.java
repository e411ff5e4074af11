package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Customer;
import ar.isac.crm.way.Platform;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The running product and the browsers of those who work with it: one product for a class, fresh browsers for each test.
 * Whatever a page complains of fails the test: an error in its console, an exception, a violation of the content security
 * policy. Each page is left as a picture in {@code target/screenshots}.
 */
final class Panel implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {

    static final String PASSWORD = "test-password";
    static final int PATIENCE_MS = 30_000;

    private static final String TELL_VIOLATIONS = """
            document.addEventListener('securitypolicyviolation', (event) =>
              console.error(`Content security policy: ${event.violatedDirective} ${event.blockedURI}`));
            """;

    /** Remembers what is told for some seconds only: a busy machine may look too late. */
    private static final String REMEMBER_TOASTS = """
            window.told = [];
            new MutationObserver(() => {
              for (const it of document.querySelectorAll('[role=status] > *')) {
                if (it.textContent && !window.told.includes(it.textContent)) window.told.push(it.textContent);
              }
            }).observe(document, { childList: true, subtree: true });
            """;

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final Map<String, String> settings;
    private final Supplier<@Nullable Platform> platforms;
    private final AtomicInteger customers = new AtomicInteger();
    private final List<BrowserContext> contexts = new CopyOnWriteArrayList<>();
    private final List<String> complaints = new CopyOnWriteArrayList<>();
    private @Nullable Platform platform;
    private Crm crm;
    private Playwright playwright;
    private Browser browser;

    @SuppressWarnings("NullAway.Init")
    private Panel(Map<String, String> settings, Supplier<@Nullable Platform> platforms) {
        this.settings = settings;
        this.platforms = platforms;
    }

    /** The product as the demo comes, with an assistant that answers at once. */
    static Panel ofDemo() {
        return ofDemo(Map.of());
    }

    /** The same with other settings. */
    static Panel ofDemo(Map<String, String> settings) {
        return new Panel(settings, () -> null);
    }

    /** The product on a platform that does what a test says, for what no simulated phone does: refuse, hesitate, send files. */
    static Panel onPlatform(Map<String, String> settings) {
        return new Panel(settings, Platform::new);
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        Optional<Path> chromium = chromium();
        Assumptions.assumeTrue(chromium.isPresent(), "No chromium on PATH: the browser tests are skipped");
        Map<String, String> all = new HashMap<>(Map.of(
                "CRM_ADMIN_PASSWORD",
                PASSWORD,
                "CRM_ADMIN_TOKEN",
                "test-admin-token",
                "CRM_ASSISTANT_BURST_WINDOW",
                "PT0.3S",
                // A busy machine is no reason to refuse an answer.
                "crm.graphql.timeout",
                "60s"));
        all.putAll(settings);
        // Whatever is awaited may take as long as a busy machine needs.
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MS);
        platform = platforms.get();
        crm = platform == null ? Crm.startDemo(all) : Crm.start(platform, all);
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(chromium.get())
                        .setArgs(List.of("--no-sandbox", "--disable-gpu", "--disable-background-networking")));
    }

    @Override
    public void afterEach(ExtensionContext context) {
        String name = context.getRequiredTestClass().getSimpleName() + "."
                + context.getRequiredTestMethod().getName();
        int number = 0;
        for (BrowserContext window : contexts) {
            for (Page page : window.pages()) {
                screenshot(page, name + (++number > 1 ? "-" + number : ""));
            }
            window.close();
        }
        contexts.clear();
        List<String> told = List.copyOf(complaints);
        complaints.clear();
        Assertions.assertThat(told).as("What the pages complained of").isEmpty();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (playwright != null) {
            playwright.close();
        }
        if (crm != null) {
            crm.close();
        }
        if (platform != null) {
            platform.close();
        }
    }

    Crm crm() {
        return crm;
    }

    Platform platform() {
        return Objects.requireNonNull(platform, "The demo sends to its own simulator");
    }

    /** Somebody who has never written yet, and writes as the platform's webhooks bring it. */
    Customer customer(String name) {
        return new Customer(crm.url(), "54911556%05d".formatted(customers.incrementAndGet()), name);
    }

    /** The global id of the conversation with a customer, as soon as there is one. */
    String conversation(String address) {
        return Awaitility.await()
                .atMost(Duration.ofMillis(PATIENCE_MS))
                .until(() -> crm.conversation(address), Optional::isPresent)
                .map(Conversation::id)
                .map(id -> GlobalId.of("Conversation", id))
                .orElseThrow();
    }

    /** The address of the chat with a customer. */
    String chat(Customer customer) {
        return "/inbox/" + conversation(customer.waId());
    }

    /** The customer has written, and a person has taken it over: nobody else answers. */
    String takenOver(Customer customer, String text) {
        customer.writes(text);
        return takenOver(customer.waId());
    }

    /** A person has taken over whoever has written from this address. */
    String takenOver(String address) {
        String id = conversation(address);
        crm.graphql(
                "mutation { changeControl(input: {conversationId: \"%s\", control: HUMAN}) { userErrors { message } } }"
                        .formatted(id));
        return "/inbox/" + id;
    }

    /** A page in a browser of its own, as on another computer. */
    Page page(String path) {
        return page(path, new Browser.NewContextOptions());
    }

    Page page(String path, Browser.NewContextOptions options) {
        return page(path, window(options));
    }

    /** One more tab of the browser that a page is in. */
    Page tabBeside(Page page, String path) {
        return page(path, page.context());
    }

    private BrowserContext window(Browser.NewContextOptions options) {
        BrowserContext window =
                browser.newContext(options.setLocale("es-AR").setTimezoneId("America/Argentina/Buenos_Aires"));
        window.addInitScript(TELL_VIOLATIONS);
        window.addInitScript(REMEMBER_TOASTS);
        contexts.add(window);
        return window;
    }

    private Page page(String path, BrowserContext window) {
        Page page = window.newPage();
        page.onConsoleMessage(message -> {
            boolean isAboutLogin = message.text().contains("401");
            if (message.type().equals("error") && !isAboutLogin) {
                complaints.add(message.text() + " " + message.location());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("A dialog of the browser: " + dialog.message());
            dialog.dismiss();
        });
        page.navigate(crm.url() + path);
        return page;
    }

    /** The panel at an address of its, with this advisor logged in. */
    Page loggedIn(String email, String path) {
        return loggedIn(email, path, new Browser.NewContextOptions());
    }

    Page loggedIn(String email, String path, Browser.NewContextOptions options) {
        Page page = page(path, options);
        logIn(page, email);
        return page;
    }

    static void logIn(Page page, String email) {
        page.locator("input[name=email]").fill(email);
        page.locator("input[name=password]").fill(PASSWORD);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Entrar").setExact(true))
                .click();
        assertThat(page.locator("#panel")).isVisible(visibly());
    }

    static Browser.NewContextOptions narrow() {
        return new Browser.NewContextOptions().setViewportSize(400, 780);
    }

    static Browser.NewContextOptions dark() {
        return new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK);
    }

    /** A customer's phone on the simulator's page. */
    Phone phone() {
        return new Phone(page("/simulator"), "");
    }

    /** The phone of somebody new, of this name. */
    Phone phoneOf(String name) {
        HttpRequest invented = HttpRequest.newBuilder(URI.create(crm.url() + "/simulator/api/phones"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(
                        JSON.writeValueAsString(Map.of("app", "WHATSAPP", "name", name))))
                .build();
        BrowserContext window = window(new Browser.NewContextOptions().setViewportSize(440, 900));
        JsonNode phone;
        try {
            phone = JSON.readTree(
                    HTTP.send(invented, HttpResponse.BodyHandlers.ofString()).body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
        window.addInitScript("sessionStorage.setItem('open-phones', JSON.stringify(['%s']))"
                .formatted(phone.path("id").asString()));
        return new Phone(page("/simulator", window), phone.path("address").asString());
    }

    /** A customer's phone: what is typed into it reaches the product as the platform would bring it. */
    record Phone(Page page, String address) {

        Locator screen() {
            return page.locator("#stage .phone").first();
        }

        void write(String text) {
            screen().locator("textarea, input[type=text]").first().fill(text);
            page.keyboard().press("Enter");
        }

        void shows(String text) {
            assertThat(screen()).containsText(text, patiently());
        }
    }

    /** What a test has caused itself, such as a lost connection. */
    void forgetComplaints() {
        complaints.clear();
    }

    static void screenshot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(Path.of("target", "screenshots", name + ".png")));
    }

    static LocatorAssertions.ContainsTextOptions patiently() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MS);
    }

    static LocatorAssertions.IsVisibleOptions visibly() {
        return new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE_MS);
    }

    private static Optional<Path> chromium() {
        return Stream.of(String.valueOf(System.getenv("PATH")).split(":", -1))
                .flatMap(folder -> Stream.of("chromium", "chromium-browser", "google-chrome")
                        .map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }
}
