package ar.isac.crm.hub;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.OutboundMessage;
import ar.isac.crm.message.Signal;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
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

    /**
     * What keeps a channel from sending this, however it is cut up; empty when nothing does.
     *
     * @param catalogId the account's catalogue on the platform, where it has one
     */
    public Optional<UnsendableMessage> problem(ChannelType type, MessageContent content, @Nullable String catalogId) {
        Channel channel = of(type);
        try {
            for (MessageContent part : channel.parts(content)) {
                channel.check(part, catalogId);
            }
            return Optional.empty();
        } catch (UnsendableMessage problem) {
            return Optional.of(problem);
        }
    }

    Optional<ApiRequest> signal(Signal signal, ChannelConnection connection) {
        return of(signal.account().type()).signal(signal, connection);
    }

    /** As {@link Channel#limitsAccount}. */
    public boolean limitsAccount(ChannelType type, String code) {
        return of(type).limitsAccount(code);
    }

    /** As {@link Channel#alarms}. */
    public boolean alarms(ChannelType type, String code) {
        return of(type).alarms(code);
    }

    /** As {@link Channel#showsOptOut}. */
    public boolean showsOptOut(ChannelType type, String code) {
        return of(type).showsOptOut(code);
    }

    /** As {@link Channel#remedy}. */
    public Channel.Remedy remedy(ChannelType type, String code) {
        return of(type).remedy(code);
    }

    ApiRequest request(DeliveryLog.Claim.Send claim) {
        return of(claim.message().account().type()).request(claim.message(), claim.connection());
    }

    DeliveryOutcome outcome(OutboundMessage message, ApiRequest.Answer answer) {
        return of(message.account().type()).outcome(answer);
    }
}
