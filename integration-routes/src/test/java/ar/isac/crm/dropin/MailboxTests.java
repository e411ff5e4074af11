package ar.isac.crm.dropin;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.hub.MediaKeeper;
import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent.MediaContent;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.OutboundMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.activation.DataHandler;
import jakarta.mail.BodyPart;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.internet.MimeUtility;
import jakarta.mail.util.ByteArrayDataSource;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** docs/how-to/channels/email.yaml against a mail server, without the rest of the product. */
class MailboxTests {

    private static final String SHOP = "ventas@tienda.example";

    private final Heard heard = new Heard();
    private GreenMail post;
    private ChannelRoutes routes;

    private static final class KeptFiles implements MediaKeeper {

        private final Map<String, byte[]> byId = new ConcurrentHashMap<>();

        @Override
        public Kept keep(byte[] bytes, @Nullable String mimeType) {
            String id = "kept-" + byId.size();
            byId.put(id, bytes);
            return new Kept(id, Objects.requireNonNull(mimeType));
        }

        @Override
        public Optional<byte[]> bytes(String mediaId) {
            return Optional.ofNullable(byId.get(mediaId));
        }
    }

    private static final class Heard implements ChannelRoutes.Outside {
        private final List<InboundUpdate> updates = new CopyOnWriteArrayList<>();
        private final List<String> parked = new CopyOnWriteArrayList<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();
        private final KeptFiles files = new KeptFiles();

        @Override
        public void connect(DefaultCamelContext camel) {}

        @Override
        public InboundJson reading() {
            return new InboundJson(Clock.systemUTC());
        }

        @Override
        public MediaKeeper files() {
            return files;
        }

        @Override
        public void take(List<InboundUpdate> taken) {
            updates.addAll(taken);
        }

        @Override
        public void park(RoutedAccount account, String body, InboundJson.WrongUpdate why) {
            parked.add(body);
        }

        @Override
        public void failed(RoutedAccount account, Throwable failure) {
            failures.add(failure.toString());
        }
    }

    @BeforeEach
    void open() throws Exception {
        post = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP),
            new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_IMAP)
        });
        post.start();
        // A mail server of a test has no certificate.
        String yaml = Files.readString(Path.of("..", "docs", "how-to", "channels", "email.yaml"))
                .replace("imaps:", "imap:")
                .replace("smtps:", "smtp:")
                .replace("delay: 15000", "delay: 300");
        ChannelFile file = ((Checked.Channel) Checked.of("email.yaml", yaml)).file();
        routes = ChannelRoutes.start(file, heard);
    }

    @AfterEach
    void close() {
        routes.close();
        post.stop();
    }

    private RoutedAccount account(String password) {
        return account(password, post.getSmtp().getPort());
    }

    private RoutedAccount account(String password, int smtpPort) {
        post.setUser(SHOP, SHOP, password);
        return new RoutedAccount(
                AccountRef.of(ChannelType.EMAIL, "email", SHOP),
                "Correo",
                password,
                null,
                Map.of(
                        "imapHost",
                        "127.0.0.1",
                        "imapPort",
                        Integer.toString(post.getImap().getPort()),
                        "smtpHost",
                        "127.0.0.1",
                        "smtpPort",
                        Integer.toString(smtpPort),
                        "username",
                        SHOP));
    }

    @Test
    void whatIsUnreadComesInOnceWhateverSignsThePasswordHas() throws Exception {
        RoutedAccount account = account("a&b)=c# +%41");
        MimeMessage question = GreenMailUtil.createTextEmail(
                SHOP,
                "Ana Paz <Ana@Example.com>",
                "Zapatillas",
                "¿Tenés talle 38?",
                post.getSmtp().getServerSetup());
        GreenMailUtil.sendMimeMessage(question);

        routes.serve(List.of(account));

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(
                        () -> assertThat(heard.updates).as("%s", heard.failures).hasSize(1));
        InboundUpdate.InboundMessage message = (InboundUpdate.InboundMessage) heard.updates.getFirst();
        assertThat(message.externalId()).isEqualTo(question.getMessageID());
        assertThat(message.customer().stableId()).isEqualTo("ana@example.com");
        assertThat(message.customer().profileName()).isEqualTo("Ana Paz");
        assertThat(message.content()).isEqualTo(new TextContent("Zapatillas\n¿Tenés talle 38?"));
    }

    @Test
    void aMessageLeavesAsAnEMailThatNamesTheOneItAnswers() throws Exception {
        RoutedAccount account = account("secret");
        routes.serve(List.of(account));

        DeliveryOutcome outcome = routes.send(
                account,
                new OutboundMessage(
                        "a1",
                        account.ref(),
                        new Handle(Handle.Kind.OTHER, "ana@example.com"),
                        new TextContent("Sí, ¡tenemos!"),
                        "<q1@example.com>"));

        MimeMessage sent = post.getReceivedMessages()[0];
        assertThat(outcome).isEqualTo(new DeliveryOutcome.Accepted(sent.getMessageID(), null));
        assertThat(sent.getHeader("In-Reply-To")).containsExactly("<q1@example.com>");
        assertThat(sent.getContent().toString().strip()).isEqualTo("Sí, ¡tenemos!");
    }

    @Test
    void anEMailThatCannotBeDecodedHoldsUpNoneOfTheOthers() throws Exception {
        RoutedAccount account = account("secret");
        deliver("<odd@example.com>", "text/plain; charset=x-of-nobody");
        deliver("<plain@example.com>", "text/plain; charset=utf-8");

        routes.serve(List.of(account));

        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(heard.updates)
                        .as("%s", heard.failures)
                        .extracting(update -> ((InboundUpdate.InboundMessage) update).externalId())
                        .containsExactly("<plain@example.com>"));
        assertThat(heard.failures).isNotEmpty();
    }

    @Test
    void anEMailThatIsNotUnderstoodIsParkedAndNotAskedForAgain() throws Exception {
        RoutedAccount account = account("secret");
        String tooLong = "<" + "x".repeat(300) + "@example.com>";
        deliver(tooLong, "text/plain; charset=utf-8");

        routes.serve(List.of(account));
        await().atMost(Duration.ofSeconds(15))
                .untilAsserted(() -> assertThat(heard.parked)
                        .as("%s", heard.failures)
                        .singleElement()
                        .asString()
                        .contains(tooLong));
        deliver("<plain@example.com>", "text/plain; charset=utf-8");

        await().atMost(Duration.ofSeconds(15)).until(() -> !heard.updates.isEmpty());
        assertThat(heard.parked).hasSize(1);
        assertThat(heard.failures).isEmpty();
    }

    private void deliver(String id, String type) throws Exception {
        String letter = """
                From: ana@example.com\r
                To: %s\r
                Message-ID: %s\r
                Subject: Zapatillas\r
                MIME-Version: 1.0\r
                Content-Type: %s\r
                \r
                Hola\r
                """.formatted(SHOP, id, type);
        post.getUserManager()
                .getUser(SHOP)
                .deliver(new MimeMessage(
                        GreenMailUtil.getSession(post.getSmtp().getServerSetup()),
                        new ByteArrayInputStream(letter.getBytes(UTF_8))));
    }

    @ParameterizedTest
    @CsvSource({
        "MAIL, 421, try again",
        "RCPT, 450, try again",
        "RCPT, 451, try again",
        "RCPT, 452, try again",
        ".,    451, try again",
        "RCPT, 550, El servidor de correo no acepta la dirección.",
        "RCPT, 551, El servidor de correo no acepta la dirección.",
        "RCPT, 553, El servidor de correo no acepta la dirección.",
        "RCPT, 554, El servidor de correo no tomó el mensaje (código 554).",
        "MAIL, 550, El servidor de correo no tomó el mensaje (código 550).",
        "DATA, 554, El servidor de correo no tomó el mensaje (código 554).",
        ".,    552, El servidor de correo no tomó el mensaje (código 552)."
    })
    void whatAMailServerRefusesForNowIsTriedAgainAndElseToldAsWhatItIs(String command, String code, String outcome)
            throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var unused = Thread.startVirtualThread(() -> refuse(server, command, code));
            RoutedAccount account = account("secret", server.getLocalPort());
            routes.serve(List.of(account));

            DeliveryOutcome refused = routes.send(
                    account,
                    new OutboundMessage(
                            "a1",
                            account.ref(),
                            new Handle(Handle.Kind.OTHER, "ana@example.com"),
                            new TextContent("Sí"),
                            null));

            assertThat(refused)
                    .isEqualTo(
                            outcome.equals("try again")
                                    ? new DeliveryOutcome.Retryable(code, "The mail server asks for patience", null)
                                    : new DeliveryOutcome.Refused(outcome.contains(code) ? code : "address", outcome));
        }
    }

    /** A mail server that takes everything but this; a dot is the end of a message. */
    private static void refuse(ServerSocket server, String command, String code) {
        try (Socket client = server.accept();
                BufferedReader in = new BufferedReader(new InputStreamReader(client.getInputStream(), UTF_8));
                OutputStream out = client.getOutputStream()) {
            out.write("220 correo.example\r\n".getBytes(UTF_8));
            boolean isWithin = false;
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                if (isWithin && !line.equals(".")) {
                    continue;
                }
                boolean isRefused = line.equals(command) || line.startsWith(command + " ");
                isWithin = line.equals("DATA") && !isRefused;
                String answer = isRefused ? code + " no" : isWithin ? "354 go on" : "250 ok";
                out.write((answer + "\r\n").getBytes(UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void filesWithinAnEMailAreKeptAndWhatIsTooLargeIsAPlaceholder() throws Exception {
        RoutedAccount account = account("secret");
        MimeMessage question = GreenMailUtil.createTextEmail(
                SHOP, "ana@example.com", "Comprobante", "", post.getSmtp().getServerSetup());
        MimeMultipart parts = new MimeMultipart();
        MimeBodyPart words = new MimeBodyPart();
        words.setText("Te lo mando.", "utf-8");
        parts.addBodyPart(words);
        parts.addBodyPart(file("pago.pdf", "application/pdf", new byte[] {1, 2, 3}));
        parts.addBodyPart(file("pelicula.mp4", "video/mp4", new byte[22 * 1024 * 1024]));
        question.setContent(parts);
        question.saveChanges();
        GreenMailUtil.sendMimeMessage(question);

        routes.serve(List.of(account));

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(
                        () -> assertThat(heard.updates).as("%s", heard.failures).hasSize(3));
        MediaContent document = medium(1);
        assertThat(document.state()).isEqualTo(MediaContent.State.STORED);
        assertThat(document.fileName()).isEqualTo("pago.pdf");
        assertThat(heard.files.bytes(Objects.requireNonNull(document.mediaId())))
                .contains(new byte[] {1, 2, 3});
        assertThat(medium(2).problem()).isEqualTo(MediaContent.Problem.TOO_LARGE);
        assertThat(heard.updates)
                .extracting(update -> ((InboundUpdate.InboundMessage) update).externalId())
                .containsExactly(
                        question.getMessageID(), question.getMessageID() + "#2", question.getMessageID() + "#3");
    }

    private MediaContent medium(int place) {
        return (MediaContent) ((InboundUpdate.InboundMessage) heard.updates.get(place)).content();
    }

    private static MimeBodyPart file(String name, String type, byte[] bytes) throws Exception {
        MimeBodyPart part = new MimeBodyPart();
        part.setDataHandler(new DataHandler(new ByteArrayDataSource(bytes, type)));
        part.setFileName(name);
        return part;
    }

    @Test
    void aFileLeavesWithinTheEMail() throws Exception {
        RoutedAccount account = account("secret");
        routes.serve(List.of(account));
        String id = heard.files.keep(new byte[] {4, 5, 6}, "application/pdf").mediaId();

        DeliveryOutcome outcome = routes.send(
                account,
                new OutboundMessage(
                        "a1",
                        account.ref(),
                        new Handle(Handle.Kind.OTHER, "ana@example.com"),
                        new MediaContent(
                                MediaContent.Kind.DOCUMENT,
                                "application/pdf",
                                "La cotización",
                                "C-000001 Peña.pdf",
                                MediaContent.State.STORED,
                                id,
                                new MediaContent.Source(null, "https://crm.example/m/x", null)),
                        "<q1@example.com>",
                        null,
                        "Zapatillas"));

        assertThat(outcome).isInstanceOf(DeliveryOutcome.Accepted.class);
        MimeMessage sent = post.getReceivedMessages()[0];
        assertThat(sent.getSubject()).isEqualTo("Re: Zapatillas");
        MimeMultipart parts = (MimeMultipart) sent.getContent();
        assertThat(parts.getBodyPart(0).getContent().toString().strip()).isEqualTo("La cotización");
        BodyPart file = parts.getBodyPart(1);
        assertThat(MimeUtility.decodeText(file.getFileName())).isEqualTo("C-000001 Peña.pdf");
        assertThat(file.getInputStream().readAllBytes()).containsExactly(4, 5, 6);
    }
}
