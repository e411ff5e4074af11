package ar.isac.crm.conversation;

import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.pending.Outbox;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Conversations that were put off come back on time, once, whatever has been restarted meanwhile. */
@Component
class Snoozes implements AlarmHandler {

    private static final String KIND = "snooze";

    private final Conversations conversations;
    private final Threads threads;
    private final Alarms alarms;
    private final Outbox outbox;

    Snoozes(Conversations conversations, Threads threads, Alarms alarms, Outbox outbox) {
        this.conversations = conversations;
        this.threads = threads;
        this.alarms = alarms;
        this.outbox = outbox;
    }

    /** One alarm for each time: one that is put off anew keeps no old hour, and an old alarm finds nothing to do. */
    void arm(String conversationId, Instant until) {
        alarms.setUnlessSet(KIND, subject(conversationId, until), until);
    }

    private static String subject(String conversationId, Instant until) {
        return conversationId + "@" + until.toEpochMilli();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        int at = alarm.subject().lastIndexOf('@');
        String conversationId = alarm.subject().substring(0, at);
        if (!isPutOff(conversations.find(conversationId), alarm.subject())) {
            return null;
        }
        outbox.announcing(
                List.of(
                        threads.changed(conversationId, UUID.randomUUID().toString()),
                        threads.returned(conversationId, alarm.subject().substring(at + 1))),
                () -> conversations.update(
                        conversationId,
                        current -> isPutOff(Optional.of(current), alarm.subject()) ? current.returned() : current));
        return null;
    }

    private static boolean isPutOff(Optional<Conversation> conversation, String subject) {
        return conversation
                .filter(each -> each.snoozedUntil() != null
                        && subject(each.id(), each.snoozedUntil()).equals(subject))
                .isPresent();
    }
}
