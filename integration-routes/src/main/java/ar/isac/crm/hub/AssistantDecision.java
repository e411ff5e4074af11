package ar.isac.crm.hub;

/** Second step of an answer: what to say, ask, hand over, or leave. */
public interface AssistantDecision {

    /** Decides and stores the decision with the drafts of its replies, in one guarded update. Does nothing for a request that is overtaken. */
    void decide(ReplyRequest request);

    /** Stores a hand-over to a person instead, because an earlier step failed with {@code failure}. */
    void handOver(ReplyRequest request, Exception failure);
}
