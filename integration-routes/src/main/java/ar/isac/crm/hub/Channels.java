package ar.isac.crm.hub;

import ar.isac.crm.channel.ApiRequest;
import ar.isac.crm.channel.Channel;
import ar.isac.crm.channel.ChannelConnection;
import ar.isac.crm.channel.UnsendableMessage;
import ar.isac.crm.message.AccountRef;
import ar.isac.crm.message.ChannelType;
import ar.isac.crm.message.DeliveryOutcome;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.MediaContent;
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
    private final RoutedChannels routed;

    Channels(List<Channel> installed, RoutedChannels routed) {
        installed.forEach(channel -> byType.put(channel.type(), channel));
        this.routed = routed;
    }

    /** Whether a file defines the channels of this type. */
    public static boolean areRouted(ChannelType type) {
        return switch (type) {
            case WHATSAPP, INSTAGRAM -> false;
            case TELEGRAM, WEBCHAT, EMAIL, OTHER -> true;
        };
    }

    RoutedChannels routed() {
        return routed;
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
    public List<MessageContent> parts(AccountRef account, MessageContent content) {
        return areRouted(account.type())
                ? routed.parts(account, content)
                : of(account.type()).parts(content);
    }

    /**
     * What keeps a channel from sending this, however it is cut up; empty when nothing does.
     *
     * @param catalogId the account's catalogue on the platform, where it has one
     */
    public Optional<UnsendableMessage> problem(AccountRef account, MessageContent content, @Nullable String catalogId) {
        try {
            for (MessageContent part : parts(account, content)) {
                check(account, part, catalogId);
            }
            return Optional.empty();
        } catch (UnsendableMessage problem) {
            return Optional.of(problem);
        }
    }

    private void check(AccountRef account, MessageContent part, @Nullable String catalogId) {
        if (areRouted(account.type())) {
            routed.check(account, part);
        } else {
            of(account.type()).check(part, catalogId);
        }
    }

    /**
     * Why the channel of an account, which a file defines, would not take a file, in words for the advisor; empty when it
     * would, and for channels that are built in.
     */
    public Optional<String> fileProblem(AccountRef account, MediaContent.Kind kind, String mimeType, long bytes) {
        return areRouted(account.type()) ? routed.fileProblem(account, kind, mimeType, bytes) : Optional.empty();
    }

    /** Whether customers of the account can be told such a thing. */
    public boolean tells(AccountRef account, Signal.Kind kind) {
        return !areRouted(account.type()) || routed.tells(account, kind);
    }

    /** What a channel of a file is told goes by its routes. */
    Optional<ApiRequest> signal(Signal signal, ChannelConnection connection) {
        return areRouted(signal.account().type())
                ? Optional.empty()
                : of(signal.account().type()).signal(signal, connection);
    }

    /** As {@link Channel#limitsAccount}. */
    public boolean limitsAccount(AccountRef account, String code) {
        return areRouted(account.type())
                ? routed.limitsAccount(account, code)
                : of(account.type()).limitsAccount(code);
    }

    /** As {@link Channel#alarms}. */
    public boolean alarms(AccountRef account, String code) {
        return !areRouted(account.type()) && of(account.type()).alarms(code);
    }

    /** As {@link Channel#showsOptOut}. */
    public boolean showsOptOut(ChannelType type, String code) {
        return !areRouted(type) && of(type).showsOptOut(code);
    }

    /** As {@link Channel#remedy}. */
    public Channel.Remedy remedy(ChannelType type, String code) {
        return areRouted(type) ? Channel.Remedy.NONE : of(type).remedy(code);
    }

    ApiRequest request(DeliveryLog.Claim.Send claim) {
        return of(claim.message().account().type()).request(claim.message(), claim.connection());
    }

    DeliveryOutcome outcome(OutboundMessage message, ApiRequest.Answer answer) {
        return of(message.account().type()).outcome(answer);
    }
}
