package ar.isac.crm.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.springframework.stereotype.Component;

/**
 * How fast an account may send. Who comes too early is given an instant of their own to come again, so that whoever waits
 * longest goes first and nobody asks in vain; a burst of up to a second's worth goes out at once. Each node keeps its own
 * pace: what several nodes send together beyond the platform's limit is refused by the platform, and tried again.
 */
@Component
class SendingPace {

    /** A turn that nobody took for so long has lost its owner. */
    private static final Duration TURN = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<String, Pace> paces = new HashMap<>();

    SendingPace(Clock clock) {
        this.clock = clock;
    }

    private static final class Pace {
        private Instant next = Instant.MIN;
        private Instant heldUntil = Instant.MIN;
        private Instant asked = Instant.MIN;
        private final Map<String, Instant> turns = new HashMap<>();

        /** A clock that was put back must not hold anybody up until it is as late again. */
        private void forgetTheFuture(Instant now) {
            if (now.isBefore(asked)) {
                next = Instant.MIN;
                heldUntil = Instant.MIN;
                turns.clear();
            }
            asked = now;
        }
    }

    /**
     * Asks for a turn.
     *
     * @return when to come again; now or earlier when the turn is taken
     */
    synchronized Instant turn(String accountId, String conversationId, int perSecond) {
        Instant now = clock.instant();
        Pace pace = paces.computeIfAbsent(accountId, unused -> new Pace());
        pace.forgetTheFuture(now);
        if (now.isBefore(pace.heldUntil)) {
            return pace.heldUntil;
        }
        pace.turns.values().removeIf(turn -> turn.plus(TURN).isBefore(now));
        Instant mine = pace.turns.get(conversationId);
        if (mine == null) {
            Duration step = Duration.ofSeconds(1).dividedBy(perSecond);
            Instant burst = now.minus(Duration.ofSeconds(1)).plus(step);
            mine = pace.next.isBefore(burst) ? burst : pace.next;
            pace.next = mine.plus(step);
        }
        if (mine.isAfter(now)) {
            pace.turns.put(conversationId, mine);
        } else {
            pace.turns.remove(conversationId);
        }
        return mine;
    }

    /** The platform says that the account as a whole sends too much: nobody sends for a while. */
    synchronized void hold(String accountId, Instant until) {
        Pace pace = paces.computeIfAbsent(accountId, unused -> new Pace());
        if (until.isAfter(pace.heldUntil)) {
            pace.heldUntil = until;
        }
    }
}
