package ar.isac.crm.dropin;

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
                        Integer.toString(post.getSmtp().getPort()),
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
