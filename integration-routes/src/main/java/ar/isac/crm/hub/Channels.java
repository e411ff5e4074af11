package ar.isac.crm.hub;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.Channel;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;

/** The channels that are installed, by type. */
@Component
public class Channels {

    private final Map<ChannelType, Channel> byType = new EnumMap<>(ChannelType.class);

    Channels(List<Channel> installed) {
        installed.forEach(channel -> byType.put(channel.type(), channel));
    }

    Channel of(ChannelType type) {
        Channel channel = byType.get(type);
        if (channel == null) {
            throw new IllegalArgumentException("No channel is installed for " + type);
        }
        return channel;
    }

    List<Channel> all() {
        return List.copyOf(byType.values());
    }

    /** The contents that the channel needs for one: a text beyond its limit goes out in pieces. */
    public List<MessageContent> parts(ChannelType type, MessageContent content) {
        return of(type).parts(content);
    }

    ApiRequest request(DeliveryLog.Claim.Send claim) {
        return of(claim.message().account().type()).request(claim.message(), claim.connection());
    }

    DeliveryOutcome outcome(OutboundMessage message, ApiRequest.Answer answer) {
        return of(message.account().type()).outcome(answer);
    }
}
