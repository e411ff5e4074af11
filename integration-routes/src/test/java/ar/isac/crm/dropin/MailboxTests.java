package ar.isac.crm.dropin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ar.isac.crm.hub.RoutedAccount;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.InboundUpdate;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.message.OutboundMessage;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.GreenMailUtil;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/how-to/channels/email.yaml against a mail server, without the rest of the product. */
class MailboxTests {

    private static final String SHOP = "ventas@tienda.example";

    private final Kept kept = new Kept();
    private GreenMail post;
    private ChannelRoutes routes;

    private static final class Kept implements ChannelRoutes.Outside {
        private final List<InboundUpdate> updates = new CopyOnWriteArrayList<>();
        private final List<String> failures = new CopyOnWriteArrayList<>();

        @Override
        public void connect(DefaultCamelContext camel) {}

        @Override
        public InboundJson reading() {
            return new InboundJson(Clock.systemUTC());
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
        routes = ChannelRoutes.start(file, kept);
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
                        () -> assertThat(kept.updates).as("%s", kept.failures).hasSize(1));
        InboundUpdate.InboundMessage message = (InboundUpdate.InboundMessage) kept.updates.getFirst();
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
}
