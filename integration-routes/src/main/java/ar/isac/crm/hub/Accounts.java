package ar.isac.crm.hub;

import ar.isac.crm.message.ChannelType;
import java.util.List;

/** What the hub must know of the shop's channel accounts. */
@FunctionalInterface
public interface Accounts {

    /** The secrets that sign webhooks of the channel; empty when none is set, and then nothing is accepted. */
    List<String> webhookSecrets(ChannelType type);
}
