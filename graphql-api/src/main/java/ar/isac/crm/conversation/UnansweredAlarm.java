package ar.isac.crm.conversation;

import ar.isac.crm.hub.AssistantDecision;
import ar.isac.crm.hub.AssistantReply;
import ar.isac.crm.hub.Entry;
import ar.isac.crm.hub.Publication;
import ar.isac.crm.hub.ReplyRequest;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Never silence: ten seconds without an answer ask the assistant again, ten more hand the conversation over. */
@Component
class UnansweredAlarm implements AlarmHandler {

    static final String KIND = "unanswered";
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Conversations conversations;
    private final AssistantDecision decision;
    private final AssistantReply reply;
    private final Entry entry;
    private final Clock clock;

    UnansweredAlarm(
            Conversations conversations, AssistantDecision decision, AssistantReply reply, Entry entry, Clock clock) {
        this.conversations = conversations;
        this.decision = decision;
        this.reply = reply;
        this.entry = entry;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        Conversation conversation = conversations.find(alarm.subject()).orElse(null);
        if (conversation == null || !conversation.awaitsAssistant()) {
            return null;
        }
        Instant waitingSince = conversation.pendingSince();
        Instant now = clock.instant();
        // The alarm is older than this wait: an earlier message was answered in between.
        if (waitingSince != null && waitingSince.plus(PATIENCE).isAfter(now)) {
            return waitingSince.plus(PATIENCE);
        }
        ReplyRequest request = new ReplyRequest(conversation.id(), conversation.pendingSeq());
        if (waitingSince != null && waitingSince.plus(PATIENCE.multipliedBy(2)).isAfter(now)) {
            entry.publish(List.of(Publication.of(request, Duration.ZERO)));
            return waitingSince.plus(PATIENCE.multipliedBy(2));
        }
        decision.handOver(request, new TimeoutException("No answer within " + PATIENCE.multipliedBy(2)));
        entry.publish(reply.reply(request));
        return null;
    }
}
