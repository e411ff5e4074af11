package ar.isac.crm.conversation;

import ar.isac.crm.pending.Outbox;
import ar.isac.crm.team.AdvisorArrived;
import ar.isac.crm.team.AdvisorLeft;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The hand-overs that nobody has answered yet, and what becomes of them when advisors come and go. */
@Component
class SharedQueue {

    private final Conversations conversations;
    private final Caseload caseload;
    private final Assignments assignments;
    private final Threads threads;
    private final Outbox outbox;

    SharedQueue(
            Conversations conversations, Caseload caseload, Assignments assignments, Threads threads, Outbox outbox) {
        this.conversations = conversations;
        this.caseload = caseload;
        this.assignments = assignments;
        this.threads = threads;
        this.outbox = outbox;
    }

    /** Somebody has come: what waits in the queue is shared out, the most urgent first. */
    @EventListener
    void on(AdvisorArrived arrival) {
        shareOut(caseload.all().stream().filter(each -> each.advisorId() == null));
    }

    /** Somebody has gone: whom they have not answered yet do not wait for them. */
    @EventListener
    void on(AdvisorLeft departure) {
        shareOut(caseload.all().stream().filter(each -> departure.advisorId().equals(each.advisorId())));
    }

    private void shareOut(Stream<Case> waiting) {
        waiting.filter(Case::isHandedOver)
                .sorted(Comparator.comparing(Case::priority)
                        .reversed()
                        .thenComparing(Case::since)
                        .thenComparing(Case::conversationId))
                .forEach(each -> reassign(
                        each,
                        assignments
                                .next(each.conversationId(), each.advisorId())
                                .orElse(null)));
    }

    private void reassign(Case waiting, @Nullable String advisorId) {
        if (Objects.equals(waiting.advisorId(), advisorId)) {
            return;
        }
        UnaryOperator<Conversation> unlessTaken = current ->
                current.control() == Control.WAITING && Objects.equals(current.assigneeId(), waiting.advisorId())
                        ? current.assignedTo(advisorId)
                        : current;
        outbox.announcing(
                List.of(threads.changed(
                        waiting.conversationId(), UUID.randomUUID().toString())),
                () -> conversations.update(waiting.conversationId(), unlessTaken));
    }
}
