package ar.isac.crm.channel.instagram;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Instagram's direct messages, as Meta's documentation stood in the middle of 2026 (Instagram API with Instagram Login). */
@Component
public class InstagramChannel implements Channel {

    @Override
    public ChannelType type() {
        return ChannelType.INSTAGRAM;
    }

    @Override
    public WebhookBatch parse(byte[] body) throws MalformedWebhook {
        return InstagramWebhook.parse(body);
    }

    @Override
    public List<MessageContent> parts(MessageContent content) {
        return InstagramRequest.parts(content);
    }

    @Override
    public ApiRequest request(OutboundMessage message, ChannelConnection connection) {
        return new ApiRequest(
                connection.baseUrl() + "/" + connection.account().platformId() + "/messages",
                InstagramRequest.body(message),
                connection.accessToken());
    }

    @Override
    public void check(MessageContent content, @Nullable String catalogId) {
        InstagramRequest.check(content);
    }

    @Override
    public Optional<ApiRequest> signal(Signal signal, ChannelConnection connection) {
        return Optional.of(new ApiRequest(
                connection.baseUrl() + "/" + connection.account().platformId() + "/messages",
                InstagramRequest.signal(signal),
                connection.accessToken()));
    }

    @Override
    public DeliveryOutcome outcome(ApiRequest.Answer answer) {
        return InstagramOutcome.of(answer);
    }

    @Override
    public boolean limitsAccount(String code) {
        return InstagramOutcome.limitsAccount(code);
    }

    @Override
    public MediaLocation locate(MessageContent.MediaContent.Source source, ChannelConnection connection) {
        String url = source.url();
        if (url == null) {
            throw new IllegalArgumentException("An Instagram medium has a URL");
        }
        return new MediaLocation.Direct(url);
    }
}
