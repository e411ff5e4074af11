package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.HandOver;
import ar.isac.crm.assistant.Turns.Waiting;
import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.conversation.ReplyKeys;
import ar.isac.crm.hub.AssistantDecision;
import ar.isac.crm.hub.ReplyRequest;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;

/**
 * Second step of an answer: decision, state of the talk, position and drafts are one guarded update of the conversation.
 * Whoever comes second finds nothing waiting and changes nothing.
 */
@Component
class DecidingStep implements AssistantDecision {

    private final Conversations conversations;
    private final Turns turns;
    private final Answers answers;
    private final Wording wording;
    private final Clock clock;

    DecidingStep(
            Conversations conversations, Turns turns, Answers answers, Wording wording, Clock clock) {
        this.conversations = conversations;
        this.turns = turns;
        this.answers = answers;
        this.wording = wording;
        this.clock = clock;
    }

    @Override
    public void decide(ReplyRequest request) {
        conversations.update(
                request.conversationId(),
                conversation -> turns.isDue(conversation, request) ? decided(conversation) : conversation);
    }

    private Conversation decided(Conversation conversation) {
        Waiting waiting = Turns.read(turns.waiting(conversation));
        if (waiting.upTo() == 0) {
            throw new IllegalStateException("Nothing of conversation " + conversation.id() + " has been analysed");
        }
        Decision decision = answers.to(conversation, waiting.turn(), waiting.upTo());
        Conversation answered = conversation.answered(
                waiting.upTo(),
                drafts(conversation, waiting.upTo(), decision.replies()),
                decision.state().toJson());
        return switch (decision) {
            case HandOver handOver ->
                answered.handedOver(
                        new Escalation(handOver.reason(), handOver.evidence(), clock.instant()), handOver.priority());
            case Decision.Answer answer -> answered;
            case Decision.Ask ask -> answered;
            case Decision.StaySilent silent -> answered;
        };
    }

    @Override
    public void handOver(ReplyRequest request, Exception failure) {
        Reason reason = ModelFailure.isTimeout(failure) ? Reason.ASSISTANT_TIMEOUT : Reason.ASSISTANT_FAILURE;
        String evidence = failure.getClass().getSimpleName();
        conversations.update(request.conversationId(), conversation -> {
            if (!turns.isDue(conversation, request)) {
                return conversation;
            }
            Reply told = new Reply(
                    Wording.text(wording.say("handover.failure")),
                    new ReplyEvidence(null, evidence, List.of(), clock.instant()));
            return conversation
                    .answered(
                            conversation.pendingSeq(),
                            drafts(conversation, conversation.pendingSeq(), List.of(told)),
                            conversation.dialogue())
                    .handedOver(new Escalation(reason, evidence, clock.instant()), Priority.HIGH);
        });
    }

    private static List<Draft> drafts(Conversation conversation, long upTo, List<Reply> replies) {
        List<Draft> drafts = new ArrayList<>();
        for (int n = 0; n < replies.size(); n++) {
            Reply reply = replies.get(n);
            String key = ReplyKeys.of(conversation.id(), upTo, n);
            drafts.add(new Draft(key, Author.ASSISTANT, null, reply.content(), null, reply.evidence()));
        }
        return drafts;
    }
}
