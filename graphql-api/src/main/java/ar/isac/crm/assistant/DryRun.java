package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.HandOver;
import ar.isac.crm.assistant.Transcript.Entry;
import ar.isac.crm.assistant.Turn.Attached;
import ar.isac.crm.assistant.Turn.Input;
import ar.isac.crm.assistant.Turn.Written;
import ar.isac.crm.conversation.AnsweringSettings;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.ScoredIntent;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * What the assistant would have said in a talk that people had: understood and decided exactly as a live one, with the facts
 * of the shop of now, sending and storing nothing. After a hand-over it is silent as it would be, until the time after which it
 * may answer again has passed without a message.
 */
@Component
class DryRun {

    /** Exports tell minutes: messages of two neighbouring minutes may have come within seconds. */
    private static final Duration LEAST_BURST = Duration.ofMinutes(1);

    private final Assistant assistant;
    private final GuardedModel model;
    private final LiveFacts.Shop shop;
    private final AnsweringSettings settings;

    DryRun(Assistant assistant, IntentModel model, SoldHere sold, LiveFacts.Shop shop, AnsweringSettings settings) {
        this.assistant = assistant;
        this.model = new GuardedModel(model, sold::terms);
        this.shop = shop;
        this.settings = settings;
    }

    /** What the assistant does with a turn. */
    enum Outcome {
        ANSWER,
        ASK,
        HAND_OVER,
        SILENT,
        /** It had handed over before, and a person has the talk. */
        WITH_PERSON
    }

    /**
     * A turn of the talk.
     *
     * @param written what the customer sent
     * @param answered what the shop's person said to it then
     * @param replies what the assistant would have said
     */
    record Replayed(
            List<Entry> written,
            List<Entry> answered,
            Outcome decision,
            List<Reply> replies,
            @Nullable Reason handOverReason,
            @Nullable String handOverEvidence,
            List<ScoredIntent> intents) {}

    /**
     * Replays a talk.
     *
     * @param most turns at most
     * @param limit no new turn is begun after this
     * @return the turns that were replayed, in order; fewer than there are when a limit was reached
     */
    List<Replayed> replay(List<Exchange> exchanges, int most, Duration limit) {
        long began = System.nanoTime();
        List<Replayed> replayed = new ArrayList<>();
        DialogueState state = DialogueState.START;
        LocalDateTime silentUntil = LocalDateTime.MIN;
        for (Exchange exchange : exchanges.subList(0, Math.min(most, exchanges.size()))) {
            if (System.nanoTime() - began > limit.toNanos()) {
                break;
            }
            if (exchange.began().isBefore(silentUntil)) {
                replayed.add(new Replayed(
                        exchange.written(),
                        exchange.answered(),
                        Outcome.WITH_PERSON,
                        List.of(),
                        null,
                        null,
                        List.of()));
                silentUntil = exchange.ended().plus(settings.returnAfter());
                continue;
            }
            Heard heard = hear(exchange);
            if (heard == null) {
                replayed.add(new Replayed(
                        exchange.written(),
                        exchange.answered(),
                        Outcome.HAND_OVER,
                        List.of(),
                        Reason.ASSISTANT_FAILURE,
                        null,
                        List.of()));
                silentUntil = exchange.ended().plus(settings.returnAfter());
                continue;
            }
            Decision decision = assistant.decide(state, heard.turn(), facts(exchange.began()));
            state = decision.state();
            Replayed turn = replayed(exchange, decision, heard.intents());
            replayed.add(turn);
            if (turn.decision() == Outcome.HAND_OVER) {
                silentUntil = exchange.ended().plus(settings.returnAfter());
            }
        }
        return replayed;
    }

    private LiveFacts facts(LocalDateTime then) {
        ZoneId zone = shop.zone();
        return new LiveFacts(shop.at(Clock.fixed(then.atZone(zone).toInstant(), zone)), Segment.RETAIL);
    }

    private static Replayed replayed(Exchange exchange, Decision decision, List<ScoredIntent> intents) {
        Outcome outcome =
                switch (decision) {
                    case Decision.Answer answer -> Outcome.ANSWER;
                    case Decision.Ask ask -> Outcome.ASK;
                    case HandOver handOver -> Outcome.HAND_OVER;
                    case Decision.StaySilent silent -> Outcome.SILENT;
                };
        HandOver handOver = decision instanceof HandOver given ? given : null;
        return new Replayed(
                exchange.written(),
                exchange.answered(),
                outcome,
                decision.replies(),
                handOver == null ? null : handOver.reason(),
                handOver == null ? null : handOver.evidence(),
                intents);
    }

    private record Heard(Turn turn, List<ScoredIntent> intents) {}

    /** Null when the model fails. */
    private @Nullable Heard hear(Exchange exchange) {
        List<String> texts = exchange.written().stream()
                .map(Entry::text)
                .filter(text -> !text.isBlank())
                .toList();
        List<MessageAnalysis> analyses;
        try {
            analyses = texts.isEmpty() ? List.of() : model.analyse(texts);
        } catch (ModelFailure failure) {
            return null;
        }
        List<Input> inputs = new ArrayList<>();
        int next = 0;
        for (Entry entry : exchange.written()) {
            switch (entry.kind()) {
                case TEXT -> {}
                case STICKER -> inputs.add(new Attached(Attached.Kind.STICKER));
                case ATTACHMENT -> inputs.add(new Attached(Attached.Kind.OTHER));
            }
            if (!entry.text().isBlank()) {
                inputs.add(new Written(entry.text(), analyses.get(next++)));
            }
        }
        return new Heard(
                new Turn(inputs),
                analyses.stream().flatMap(each -> each.intents().stream()).toList());
    }

    /** What a customer sent in one go, and what the shop's person then said. */
    record Exchange(List<Entry> written, List<Entry> answered) {

        LocalDateTime began() {
            return written.getFirst().at();
        }

        LocalDateTime ended() {
            return answered.isEmpty()
                    ? written.getLast().at()
                    : answered.getLast().at();
        }
    }

    /** The talk as turns of the customer. What the shop said before the customer's first word answers nothing and is left out. */
    List<Exchange> exchanges(Transcript transcript, String shopName) {
        Duration burst = settings.burstWindow().compareTo(LEAST_BURST) > 0 ? settings.burstWindow() : LEAST_BURST;
        List<Exchange> exchanges = new ArrayList<>();
        List<Entry> written = new ArrayList<>();
        List<Entry> answered = new ArrayList<>();
        for (Entry entry : transcript.entries()) {
            if (entry.sender().equalsIgnoreCase(shopName)) {
                if (!written.isEmpty()) {
                    answered.add(entry);
                }
                continue;
            }
            boolean isAnother = !answered.isEmpty()
                    || (!written.isEmpty() && written.getLast().at().plus(burst).isBefore(entry.at()));
            if (isAnother) {
                exchanges.add(new Exchange(List.copyOf(written), List.copyOf(answered)));
                written.clear();
                answered.clear();
            }
            written.add(entry);
        }
        if (!written.isEmpty()) {
            exchanges.add(new Exchange(List.copyOf(written), List.copyOf(answered)));
        }
        return exchanges;
    }
}
