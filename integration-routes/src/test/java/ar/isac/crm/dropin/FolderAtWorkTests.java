package ar.isac.crm.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ar.isac.crm.dropin.RouteFolder.DropInFile;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.hub.RoutedChannels;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.OutboundMessage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people and editors do to the files of a folder that is in use. */
class FolderAtWorkTests {

    private static final RoutedAccount ACCOUNT = new RoutedAccount(
            AccountRef.of(ChannelType.WEBCHAT, "webchat", "tienda"), "La página", null, null, Map.of());

    @TempDir
    private Path dir;

    private CamelContext camel;
    private DropInChannels channels;
    private RouteFolder folder;

    @BeforeEach
    void open() {
        camel = new DefaultCamelContext();
        camel.start();
        channels = Sandboxes.withAccounts(ACCOUNT);
        folder = new RouteFolder(new RouteSettings(dir), new HubRoutes(camel), channels);
    }

    @AfterEach
    void close() {
        folder.close();
        channels.close();
        camel.stop();
    }

    @Test
    void nothingIsDroppedWhileAChannelIsReplacedTwentyTimesAndBrokenFilesComeInBetween() throws Exception {
        put("webchat", webchat());
        folder.look();
        AtomicInteger numbers = new AtomicInteger();
        AtomicBoolean isDone = new AtomicBoolean();
        Set<String> understood = ConcurrentHashMap.newKeySet();
        AtomicInteger sent = new AtomicInteger();

        try (ExecutorService customers = Executors.newFixedThreadPool(4)) {
            List<Future<?>> pouring = new ArrayList<>();
            for (int n = 0; n < 4; n++) {
                pouring.add(customers.submit(() -> {
                    while (!isDone.get()) {
                        String id = "m" + numbers.incrementAndGet();
                        understood.addAll(received(id));
                        sent.addAndGet(send(id) instanceof DeliveryOutcome.Accepted ? 1 : 0);
                    }
                }));
            }
            for (int change = 1; change <= 20; change++) {
                assertThat(folder.activate("webchat.yaml", webchat() + "# change " + change + "\n"))
                        .isEmpty();
                put("broken", webchat().replace("kind: webchat", "kind: [webchat"));
                folder.look();
                put("webchat", webchat() + "- bean: { ref: vault }\n");
                folder.look();
            }
            isDone.set(true);
            for (Future<?> each : pouring) {
                each.get();
            }
        }

        assertThat(numbers.get()).isGreaterThan(200);
        assertThat(understood).hasSize(numbers.get());
        assertThat(sent.get()).isEqualTo(numbers.get());
        assertThat(folder.files())
                .allSatisfy(file -> assertThat(file.problems()).isNotEmpty());
    }

    private List<String> received(String id) {
        byte[] body = "{\"visitor\":\"v\",\"id\":\"%s\",\"text\":\"hola\",\"at\":\"2026-01-01T00:00:00Z\"}"
                .formatted(id)
                .getBytes(StandardCharsets.UTF_8);
        return channels.use("webchat", routes -> {
                    try {
                        return routes.receive(ACCOUNT, body, Map.of());
                    } catch (ChannelRoutes.RouteFailed failed) {
                        throw new DropInChannels.Failed(failed);
                    }
                })
                .map(received ->
                        received.updates().stream().map(Object::toString).toList())
                .orElse(List.of());
    }

    private DeliveryOutcome send(String id) {
        return channels.send(new OutboundMessage(
                id, ACCOUNT.ref(), new Handle(Handle.Kind.OTHER, "v"), new TextContent("hola"), null));
    }

    @Test
    void whatIsSentBeforeTheFolderIsReadIsTriedAgainMuchSoonerThanWhatHasNoChannel() {
        assertThat(send("m1")).isEqualTo(notNow(null));

        folder.look();

        assertThat(send("m1")).isEqualTo(notNow(Duration.ofMinutes(1)));
    }

    /** Without a delay it is up to the lane, which begins with a second. */
    private static DeliveryOutcome notNow(@Nullable Duration delay) {
        return new DeliveryOutcome.Retryable("route", "The channel does not run now", delay);
    }

    @Test
    void whatAPollBroughtAndWasParkedIsReadAgainOnceItIsMended() throws Exception {
        RoutedAccount mailbox = new RoutedAccount(
                AccountRef.of(ChannelType.EMAIL, "email", "ventas@tienda.example"),
                "Correo",
                "secret",
                null,
                Map.of("imapHost", "localhost", "imapPort", "1", "smtpHost", "localhost"));
        DropInChannels mail = Sandboxes.withAccounts(mailbox);
        RouteFolder mails = new RouteFolder(new RouteSettings(dir), new HubRoutes(camel), mail);
        put("email", Sandboxes.shipped("email"));
        mails.look();
        String brought = """
                [{"externalId": "%s", "customer": {"handles": [{"address": "ana@example.com"}]}, "text": "Hola"}]""";

        assertThatExceptionOfType(RoutedChannels.UnreadableDelivery.class)
                .isThrownBy(() -> mail.read(mailbox.ref().id(), brought.formatted("x".repeat(301))))
                .withMessageContaining("externalId");
        assertThat(mail.read(mailbox.ref().id(), brought.formatted("<q1@example.com>")))
                .singleElement()
                .isInstanceOfSatisfying(
                        InboundUpdate.InboundMessage.class,
                        message -> assertThat(message.content()).isEqualTo(new TextContent("Hola")));
        mails.close();
        mail.close();
    }

    @Test
    void aFileThatIsRenamedRunsOnWithoutAGap() throws Exception {
        put("webchat", webchat());
        folder.look();
        Files.move(dir.resolve("webchat.yaml"), dir.resolve("a-chat.yaml"));

        folder.look();

        assertThat(folder.files()).singleElement().satisfies(file -> {
            assertThat(file.name()).isEqualTo("a-chat.yaml");
            assertThat(file.isRunning()).isTrue();
            assertThat(file.problems()).isEmpty();
        });
        assertThat(received("m1")).hasSize(1);
    }

    @Test
    void ofTwoFilesForOneChannelTheSecondSaysSoAndTakesOverWhenTheFirstIsGone() throws Exception {
        put("first", webchat());
        put("second", webchat());
        folder.look();
        DropInFile second = folder.files().getLast();
        assertThat(second.isRunning()).isFalse();
        assertThat(second.problems().getFirst().message()).contains("first.yaml");
        assertThat(second.problems().getFirst().line()).isEqualTo(kindLine());

        Files.delete(dir.resolve("first.yaml"));
        folder.look();

        assertThat(folder.files()).singleElement().satisfies(file -> {
            assertThat(file.isRunning()).isTrue();
            assertThat(file.problems()).isEmpty();
        });
        assertThat(received("m1")).hasSize(1);
    }

    private static int kindLine() {
        return (int) webchat()
                .substring(0, webchat().indexOf("kind: webchat"))
                .lines()
                .count();
    }

    @Test
    void aFileThatIsTakenAwayEndsItsChannelAndAFolderThatIsOutOfReachDoesNot() throws Exception {
        put("webchat", webchat());
        folder.look();

        Path away = dir.resolveSibling(dir.getFileName() + "-away");
        Files.move(dir, away);
        folder.look();
        assertThat(received("m1")).hasSize(1);

        Files.move(away, dir);
        Files.delete(dir.resolve("webchat.yaml"));
        folder.look();
        assertThat(received("m2")).isEmpty();
        assertThat(folder.files()).isEmpty();
    }

    @Test
    void aFileThatIsNotUtf8StopsNoOther() throws Exception {
        Files.write(dir.resolve("a-latin.yaml"), "# año\n# señal\n".getBytes(StandardCharsets.ISO_8859_1));
        put("webchat", webchat());

        folder.look();

        assertThat(folder.files().getFirst().problems())
                .containsExactly(new RouteProblem("The file is not UTF-8", 1, 4));
        assertThat(folder.files().getLast().isRunning()).isTrue();
    }

    @Test
    void whatEditorsDoToFilesDoesNoHarm() throws Exception {
        put("webchat", "\uFEFF" + webchat().replace("\n", "\r\n"));
        folder.look();
        assertThat(folder.files().getFirst().problems()).isEmpty();
        assertThat(received("m1")).hasSize(1);

        put("webchat", webchat().replaceFirst("    type: WEBCHAT", "\ttype: WEBCHAT"));
        folder.look();
        RouteProblem tab = folder.files().getFirst().problems().getFirst();
        assertThat(tab.message()).startsWith("This is not YAML").contains("\\t");
        assertThat(tab.line()).isEqualTo(kindLine() + 1);
        assertThat(received("m2")).hasSize(1);
    }

    @Test
    void aLargeFileRunsAndALargerOneIsRefused() throws Exception {
        String filler = "# " + "x".repeat(97) + "\n";
        String large =
                webchat() + filler.repeat((YamlFile.MOST_CHARACTERS - webchat().length()) / filler.length());
        put("webchat", large);
        folder.look();
        assertThat(folder.files().getFirst().problems()).isEmpty();

        put("webchat", large + filler);
        folder.look();
        assertThat(folder.files().getFirst().problems().getFirst().message()).contains("longer than 200000");
        put("webchat", large + filler.repeat(20_000));
        folder.look();
        assertThat(folder.files().getFirst().problems().getFirst().message()).contains("longer than 200000");
        assertThat(received("m1")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- route: &a\n    id: x\n    from: *a\n",
                """
                - a: &a [x, x, x, x, x, x, x, x, x, x]
                - b: &b [*a, *a, *a, *a, *a, *a, *a, *a, *a, *a]
                - c: &c [*b, *b, *b, *b, *b, *b, *b, *b, *b, *b]
                """,
                """
                - a: &a [x, x, x, x, x, x, x, x, x, x]
                - b: &b [*a, *a, *a, *a]
                - c: &c [*b, *b, *b, *b]
                - d: &d [*c, *c, *c, *c]
                - e: &e [*d, *d, *d, *d]
                - f: [*e, *e, *e, *e]
                """,
            })
    void aliasesThatUnfoldWithoutEndAreRefusedAtOnce(String bomb) throws Exception {
        put("bomb", bomb);
        put("webchat", webchat());

        folder.look();

        assertThat(folder.files().getFirst().isRunning()).isFalse();
        assertThat(folder.files().getFirst().problems()).isNotEmpty();
        assertThat(folder.files().getLast().isRunning()).isTrue();
    }

    @Test
    void whatIsNestedWithoutEndIsRefused() throws Exception {
        put("deep", "- a: " + "[".repeat(90_000) + "]".repeat(90_000) + "\n");
        put("webchat", webchat());

        folder.look();

        assertThat(folder.files().getFirst().problems().getFirst().message()).contains("nested too deeply");
        assertThat(folder.files().getLast().isRunning()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "- setHeader: { name: Authorization, constant: Bearer 0123456789abcdef0123 }",
                "- setHeader: { name: X-Api-Key, constant: 0123456789abcdef }",
                "- to: { uri: 'https://erp', parameters: { authPassword: hunter2hunter2 } }",
                "- to: 'https://shop:hunter2@erp.example.com/sales'",
                "- to: 'https://erp.example.com/sales?token=0123456789'",
                "- setBody: { constant: '4711000:AAabcdefghijklmnopqrstuvwxyz0123456' }",
                "- setProperty: { name: x, constant: whsec_0123456789abcdef0123456789 }",
            })
    void aSecretInPlainTextIsWarnedOfWithItsPlaceAndNotQuoted(String step) throws Exception {
        put(
                "plain",
                "- route:\n    id: plain\n    autoStartup: false\n    from:\n      uri: direct:plain\n      steps:\n        "
                        + step + "\n");

        folder.look();

        assertThat(folder.files().getFirst().warnings()).singleElement().satisfies(warning -> {
            assertThat(warning.message()).contains("secret in plain text").doesNotContain("0123", "hunter");
            assertThat(warning.line()).isEqualTo(7);
        });
    }

    @Test
    void filesOfTheGuidesHoldNothingThatLooksLikeASecret() throws Exception {
        try (var files = Files.walk(Path.of("..", "docs", "how-to"))) {
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".yaml")).toList()) {
                assertThat(PlainSecrets.in(YamlFile.read(file.toString(), Files.readString(file))))
                        .as(file.toString())
                        .isEmpty();
            }
        }
    }

    private void put(String name, String text) throws Exception {
        Files.writeString(dir.resolve(name + ".yaml"), text);
    }

    private static String webchat() {
        return Sandboxes.shipped("webchat");
    }
}
