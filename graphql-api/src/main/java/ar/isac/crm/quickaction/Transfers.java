package ar.isac.crm.quickaction;

import ar.isac.crm.conversation.Control;
import ar.isac.crm.conversation.Conversation;
import ar.isac.crm.conversation.Conversations;
import ar.isac.crm.conversation.Draft;
import ar.isac.crm.conversation.Posting;
import ar.isac.crm.conversation.Transfer;
import ar.isac.crm.graphql.NotFound;
import ar.isac.crm.graphql.Result;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.pending.Alarm;
import ar.isac.crm.pending.AlarmHandler;
import ar.isac.crm.pending.Alarms;
import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Advisor;
import ar.isac.crm.security.Advisors;
import ar.isac.crm.team.TeamSettings;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** From one advisor to another: the receiver takes the conversation in time, or it is everybody's again. */
@Component
class Transfers implements AlarmHandler {

    private static final String KIND = "transfer";

    private final Conversations conversations;
    private final Posting posting;
    private final Advisors advisors;
    private final Alarms alarms;
    private final Cards cards;
    private final TeamSettings settings;
    private final Clock clock;

    Transfers(
            Conversations conversations,
            Posting posting,
            Advisors advisors,
            Alarms alarms,
            Cards cards,
            TeamSettings settings,
            Clock clock) {
        this.conversations = conversations;
        this.posting = posting;
        this.advisors = advisors;
        this.alarms = alarms;
        this.cards = cards;
        this.settings = settings;
        this.clock = clock;
    }

    /** The alarm is set first: whatever a crash leaves, none waits for ever. */
    void begin(String conversationId, @Nullable String fromId, String toId, String note, String summary, Draft line) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Transfer transfer = new Transfer(fromId, toId, note, summary, now, now.plus(settings.transferPatience()));
        alarms.setUnlessSet(KIND, subject(conversationId, transfer), transfer.expiresAt());
        posting.transfer(conversationId, transfer, line);
    }

    /** The receiver has it from here on. Taking it again changes nothing. */
    Result<Conversation> accept(Actor actor, String conversationId) {
        Conversation conversation = conversations.find(conversationId).orElseThrow(() -> new NotFound("Conversation"));
        String me = actor.advisorId();
        Transfer transfer = conversation.transfer();
        if (me != null && transfer != null && transfer.toId().equals(me)) {
            return Result.done(posting.take(conversationId, me));
        }
        boolean hasIt = me != null && me.equals(conversation.assigneeId()) && conversation.control() == Control.HUMAN;
        return hasIt
                ? Result.done(conversation)
                : Result.refused(UserError.at(
                        "conversationId",
                        Code.NOT_ALLOWED,
                        "Esta conversación ya no espera que la tomes: fijate quién la tiene."));
    }

    /** One alarm for each transfer: a later one of the same conversation has its own. */
    private static String subject(String conversationId, Transfer transfer) {
        return conversationId + "@" + transfer.at().toEpochMilli();
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public @Nullable Instant ring(Alarm alarm) {
        String conversationId = alarm.subject().substring(0, alarm.subject().lastIndexOf('@'));
        Transfer transfer =
                conversations.find(conversationId).map(Conversation::transfer).orElse(null);
        if (transfer == null || !subject(conversationId, transfer).equals(alarm.subject())) {
            return null;
        }
        if (posting.untransfer(conversationId, transfer)) {
            String receiver = advisors.find(transfer.toId()).map(Advisor::name).orElse("");
            posting.note(conversationId, "untransferred/" + alarm.subject(), null, cards.notTaken(receiver));
        }
        return null;
    }
}
