package ar.isac.crm.channel.whatsapp;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.WebhookBatch;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** WhatsApp over Meta's Cloud API, as its documentation stood in the middle of 2026 (Graph v25.0). */
@Component
public class WhatsAppChannel implements Channel {

    @Override
    public ChannelType type() {
        return ChannelType.WHATSAPP;
    }

    @Override
    public WebhookBatch parse(byte[] body) throws MalformedWebhook {
        return WhatsAppWebhook.parse(body);
    }

    @Override
    public List<MessageContent> parts(MessageContent content) {
        return WhatsAppRequest.parts(content);
    }

    @Override
    public ApiRequest request(OutboundMessage message, ChannelConnection connection) {
        return new ApiRequest(
                connection.baseUrl() + "/" + connection.account().platformId() + "/messages",
                WhatsAppRequest.body(message, connection.catalogId()),
                connection.accessToken());
    }

    @Override
    public void check(MessageContent content, @Nullable String catalogId) {
        WhatsAppRequest.check(content, catalogId);
    }

    @Override
    public Optional<ApiRequest> signal(Signal signal, ChannelConnection connection) {
        return Optional.of(new ApiRequest(
                connection.baseUrl() + "/" + connection.account().platformId() + "/messages",
                WhatsAppRequest.signal(signal),
                connection.accessToken()));
    }

    @Override
    public DeliveryOutcome outcome(ApiRequest.Answer answer) {
        return WhatsAppOutcome.of(answer);
    }

    @Override
    public boolean limitsAccount(String code) {
        return WhatsAppOutcome.limitsAccount(code);
    }

    @Override
    public boolean alarms(String code) {
        return WhatsAppOutcome.alarms(code);
    }

    @Override
    public boolean showsOptOut(String code) {
        return WhatsAppOutcome.OPTED_OUT.equals(code);
    }

    @Override
    public Remedy remedy(String code) {
        return WhatsAppOutcome.remedy(code);
    }

    @Override
    public MediaLocation locate(MessageContent.MediaContent.Source source, ChannelConnection connection) {
        String id = source.platformMediaId();
        if (id == null) {
            throw new IllegalArgumentException("A WhatsApp medium has a platform media id");
        }
        return new MediaLocation.Lookup(connection.baseUrl() + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8));
    }
}
