package ar.isac.crm.assistant;

import ar.isac.crm.account.AssistantModes;
import ar.isac.crm.account.ChannelAccount.AssistantMode;
import ar.isac.crm.assistant.Decision.HandOver;
import ar.isac.crm.assistant.Turns.Waiting;
import ar.isac.crm.conversation.Assignments;
import ar.isac.crm.conversation.Author;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Escalation;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.conversation.ReplyKeys;
import ar.isac.crm.conversation.Suggestion;
import ar.isac.crm.hub.AssistantDecision;
import ar.isac.crm.hub.ReplyRequest;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Second step of an answer: decision, state of the talk, position and drafts, or the suggestion of all these, are one guarded
 * update of the conversation. Whoever comes second finds nothing waiting and changes nothing.
 */
@Component
class DecidingStep implements AssistantDecision {

    private final Conversations conversations;
    private final Assignments assignments;
    private final AssistantModes modes;
    private final Turns turns;
    private final Answers answers;
    private final Learning learning;
    private final Wording wording;
    private final Clock clock;

    DecidingStep(
            Conversations conversations,
            Assignments assignments,
            AssistantModes modes,
            Turns turns,
            Answers answers,
            Learning learning,
            Wording wording,
            Clock clock) {
        this.conversations = conversations;
        this.assignments = assignments;
        this.modes = modes;
        this.turns = turns;
        this.answers = answers;
        this.learning = learning;
        this.wording = wording;
        this.clock = clock;
    }

    @Override
    public void decide(ReplyRequest request) {
        conversations.update(
                request.conversationId(),
                conversation -> turns.isDue(conversation, request)
                        ? stepped(conversation, () -> decision(conversation))
                        : conversation);
    }

    @Override
    public void handOver(ReplyRequest request, Exception failure) {
        Reason reason = ModelFailure.isTimeout(failure) ? Reason.ASSISTANT_TIMEOUT : Reason.ASSISTANT_FAILURE;
        String evidence = failure.getClass().getSimpleName();
        conversations.update(
                request.conversationId(),
                conversation -> turns.isDue(conversation, request)
                        ? stepped(conversation, () -> failed(conversation, reason, evidence))
                        : conversation);
    }

    /** What the account's mode makes of a decision; where the assistant is off, none is made. */
    private Conversation stepped(Conversation conversation, Supplier<Decided> decision) {
        AssistantMode mode = modes.now(conversation.accountId());
        return switch (mode) {
            case AUTO -> answered(conversation, decision.get());
            case SUGGEST -> suggested(conversation, decision.get());
            case OFF -> conversation.underMode(mode, clock.instant());
        };
    }

    /**
     * A decision on a turn.
     *
     * @param upTo the number of the turn's last message
     * @param dialogue the state of the talk once it is carried out
     */
    private record Decided(
            long upTo, List<Reply> replies, @Nullable String dialogue, Suggestion.@Nullable HandOver handOver) {}

    private Decided decision(Conversation conversation) {
        Waiting waiting = Turns.read(turns.waiting(conversation));
        if (waiting.upTo() == 0) {
            throw new IllegalStateException("Nothing of conversation " + conversation.id() + " has been analysed");
        }
        Decision decision = answers.to(conversation, waiting.turn(), waiting.upTo());
        learning.from(conversation, waiting, decision);
        return new Decided(
                waiting.upTo(), decision.replies(), decision.state().toJson(), handOver(decision, clock.instant()));
    }

    private static Suggestion.@Nullable HandOver handOver(Decision decision, Instant now) {
        return switch (decision) {
            case HandOver handOver ->
                new Suggestion.HandOver(
                        new Escalation(handOver.reason(), handOver.evidence(), now), handOver.priority());
            case Decision.Answer answer -> null;
            case Decision.Ask ask -> null;
            case Decision.StaySilent silent -> null;
        };
    }

    private Decided failed(Conversation conversation, Reason reason, String evidence) {
        Instant now = clock.instant();
        Reply told = new Reply(
                Wording.text(wording.say("handover.failure")), new ReplyEvidence(null, evidence, List.of(), now));
        return new Decided(
                conversation.pendingSeq(),
                List.of(told),
                conversation.dialogue(),
                new Suggestion.HandOver(new Escalation(reason, evidence, now), Priority.HIGH));
    }

    private Conversation answered(Conversation conversation, Decided decided) {
        Conversation answered = conversation.answered(
                decided.upTo(), drafts(conversation, decided.upTo(), decided.replies()), decided.dialogue());
        Suggestion.HandOver handOver = decided.handOver();
        return handOver == null ? answered : assignments.handedOver(answered, handOver.why(), handOver.atLeast());
    }

    /** The same for an advisor to say. Where there is nothing to say, nothing has to be asked. */
    private Conversation suggested(Conversation conversation, Decided decided) {
        return decided.replies().isEmpty() && decided.handOver() == null
                ? answered(conversation, decided)
                : conversation.suggesting(new Suggestion(
                        Suggestion.id(conversation.id(), decided.upTo()),
                        decided.upTo(),
                        drafts(conversation, decided.upTo(), decided.replies()),
                        decided.dialogue(),
                        decided.handOver(),
                        clock.instant()));
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
