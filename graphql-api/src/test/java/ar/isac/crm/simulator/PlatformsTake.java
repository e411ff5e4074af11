package ar.isac.crm.simulator;

import static org.assertj.core.api.Assertions.assertThatCode;

import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.instagram.InstagramChannel;
import ar.isac.crm.channel.whatsapp.WhatsAppChannel;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.Handle;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Whether both platforms would take a message as we write it to them, by the rules of the stand-in, which are theirs. */
public final class PlatformsTake {

    private static final JsonMapper JSON = JsonMapper.shared();

    private PlatformsTake() {}

    /** Fails with the platform's reason where one of them refuses. */
    public static void whole(MessageContent content) {
        takes(new WhatsAppChannel(), new Handle(Handle.Kind.WA_ID, "5491150320118"), content, WhatsAppSends::of);
        takes(new InstagramChannel(), new Handle(Handle.Kind.IGSID, "1254459154682919"), content, InstagramSends::of);
    }

    private static void takes(
            Channel channel, Handle recipient, MessageContent content, Function<JsonNode, Send> platform) {
        AccountRef account = new AccountRef(channel.type(), "17841405822304914");
        ChannelConnection connection = new ChannelConnection(account, "https://graph.example/v25.0", "token");
        for (MessageContent part : channel.parts(content)) {
            assertThatCode(() -> platform.apply(JSON.readTree(
                            channel.request(new OutboundMessage("attempt", account, recipient, part, null), connection)
                                    .body())))
                    .as("%s: %s", channel.type(), part)
                    .doesNotThrowAnyException();
        }
    }
}
