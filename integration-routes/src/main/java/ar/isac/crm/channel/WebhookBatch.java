package ar.isac.crm.channel;

import ar.isac.crm.message.InboundUpdate;
import java.util.List;

/**
 * One webhook body, understood: every update of every entry and change is in exactly one of the lists.
 *
 * @param updates to be published
 * @param unintelligible pieces of the right platform that could not be understood: parked, while the others go on
 * @param acknowledged how many pieces the platform sends for information only (account and template events, reads)
 */
public record WebhookBatch(List<InboundUpdate> updates, List<Unintelligible> unintelligible, int acknowledged) {

    /** A piece of a body that could not be understood, with its JSON as it came. */
    public record Unintelligible(String reason, String raw) {}
}
