package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.Answer;
import ar.isac.crm.assistant.Decision.Ask;
import ar.isac.crm.assistant.Decision.StaySilent;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Decides a turn: a pure function of the talk's state, what was sent, and the facts of the shop.
 *
 * <p>Its rules stand in three lists. The first of {@code alone} that applies decides the turn; else everything of
 * {@code together} that applies is said, in this order, so that two questions get two answers; {@code otherwise} is for
 * turns to which none of them has anything to say.
 */
final class Assistant {

    private final List<Policy> alone;
    private final List<Policy> together;
    private final List<Policy> otherwise;
    private final Wording wording;
    private final Courtesy courtesy;
    private final QuoteTalk quotes;
    private final Policy knowledge;

    Assistant(Wording wording) {
        this.wording = wording;
        this.courtesy = new Courtesy(wording);
        Escalations escalations = new Escalations(wording);
        HandOverPolicies handOver = new HandOverPolicies(wording, escalations);
        BrowsingTalk browsing = new BrowsingTalk(wording);
        this.quotes = new QuoteTalk(wording, escalations, browsing);
        this.knowledge = new KnowledgePolicy(wording, escalations);
        CartTalk carts = new CartTalk(wording, quotes);
        FamilyTalk families = new FamilyTalk(wording, browsing, quotes);
        SeveralTalk several = new SeveralTalk(wording, quotes, carts, families, browsing);
        DetailTalk details = new DetailTalk(wording, browsing, families, escalations, quotes);
        AdviceTalk advice = new AdviceTalk(
                new PriceTalk(wording, browsing, families),
                new ChoiceTalk(wording, browsing, families),
                details,
                families,
                new SizeTalk(wording, browsing, families));
        VisitTalk visits = new VisitTalk(wording, escalations, courtesy);
        BargainTalk bargain = new BargainTalk(wording, escalations);
        ProductPolicy products = new ProductPolicy(wording, families, browsing, several, carts, advice, bargain);
        this.alone = List.of(
                new Introduction(wording, courtesy),
                courtesy::patience,
                handOver::askedForPerson,
                handOver::payment,
                handOver::complaint,
                handOver::tone,
                bargain::dictated,
                quotes::answered,
                quotes::changed,
                details::restocked,
                carts::changing,
                handOver::orderStatus,
                handOver::wholesale,
                carts::ordered,
                unlessAsking(visits::inVain),
                unlessAsking(visits::alone),
                quotes::agreed,
                handOver::attachment);
        this.together = List.of(courtesy::identity, visits::inVain, unlessPicking(knowledge), products);
        this.otherwise = List.of(
                courtesy::silence,
                visits::expected,
                courtesy::thanks,
                carts::remaining,
                courtesy::denial,
                courtesy::agreement,
                courtesy::announced,
                courtesy::greeting,
                courtesy::menu,
                courtesy::laughter,
                courtesy::listening,
                handOver::notUnderstoodAgain,
                products::offeredAgain,
                courtesy::notUnderstood);
    }

    /** A doubtful model hears questions about the shop in «los sony», «plata» and «algo hasta 50», said of what was offered. */
    private static Policy unlessPicking(Policy policy) {
        return situation -> !situation.isSure()
                        && (SubjectReading.isPick(situation)
                                || Budget.in(situation).isPresent())
                ? Optional.empty()
                : policy.consider(situation);
    }

    /** Who asks for something besides gets that answered too. */
    private static Policy unlessAsking(Policy policy) {
        return situation -> situation.words().indexOf('?') >= 0
                        || SubjectReading.named(situation).isPresent()
                ? Optional.empty()
                : policy.consider(situation);
    }

    /** What to do with a turn. */
    Move move(DialogueState before, Turn turn, ShopFacts facts) {
        Situation situation = Situation.of(before, turn, new FactsOfOneTurn(facts));
        Situation felt = situation.with(situation.state().annoyed(situation.isAngry()));
        Move move = first(alone, felt)
                .or(() -> all(felt))
                .or(() -> first(otherwise, felt))
                .map(step -> move(felt, step))
                .orElseGet(() -> new StaySilent(felt.state()));
        Instant now = facts.now().toInstant();
        String intent = situation.says(Cue.DISCOUNT)
                        || BargainTalk.priceNamed(situation).isPresent()
                ? Cue.DISCOUNT.name()
                : situation.saysAny(Cue.CHEAPER, Cue.OBJECTION) ? Cue.CHEAPER.name() : situation.primaryIntent();
        return switch (move) {
            case Decision decision ->
                unrepeated(felt, turn, decision.with(decision.state().heard(intent, now)));
            case Trade trade ->
                new Trade(
                        trade.deed(),
                        trade.situation()
                                .on(facts)
                                .with(trade.situation().state().heard(intent, now)),
                        askedBesides(felt));
        };
    }

    /** What to do with a turn where nothing can be sold: such facts lead to no trade. */
    Decision decide(DialogueState before, Turn turn, ShopFacts facts) {
        return switch (move(before, turn, facts)) {
            case Decision decision -> decision;
            case Trade trade -> throw new IllegalStateException("A trade where nothing can be sold: " + trade.deed());
        };
    }

    /** What to tell after something was done in the world. */
    Decision after(Trade trade, Selling.Outcome outcome) {
        Decision decision = quotes.after(trade, outcome);
        // A quote tells the ways to pay itself.
        String told = decision.replies().stream()
                .map(reply -> reply.content().plainText())
                .collect(Collectors.joining("\n"));
        List<Reply> before = trade.before().stream()
                .filter(reply -> !told.contains(reply.content().plainText()))
                .toList();
        return before.isEmpty() ? decision : decision.ledBy(before);
    }

    /** «ok, ¿llevan?»: a yes, and a question about the shop that it can answer. */
    private List<Reply> askedBesides(Situation situation) {
        return situation.words().indexOf('?') >= 0
                        && knowledge.consider(situation).orElse(null) instanceof Said said
                ? said.replies()
                : List.of();
    }

    /** The same words twice in a row are owned up to; whoever presses a button again asks for just that. */
    private Decision unrepeated(Situation situation, Turn turn, Decision decision) {
        String print = Reply.print(
                decision.replies(),
                courtesy.greetingOf(situation),
                wording.say("quote.ask"),
                wording.say("quote.ways"));
        boolean isSame = !print.isEmpty() && print.equals(situation.state().said());
        boolean isAsked = turn.all(Turn.Written.class).size() == turn.inputs().size();
        String question = wording.say("quote.ask");
        boolean isOffered = decision.replies().stream()
                .anyMatch(reply -> reply.content().plainText().contains(question));
        DialogueState next = decision.state().saying(print, isOffered);
        if (!isSame || !isAsked) {
            return decision.with(next);
        }
        String again = wording.say("again");
        return switch (decision) {
            case Ask ask ->
                new Ask(new Said(ask.replies(), next, true).ledBy(again).replies(), next);
            case Answer answer ->
                new Answer(new Said(answer.replies(), next, false).ledBy(again).replies(), next);
            case Decision.HandOver over -> over.with(next);
            case StaySilent silent -> silent.with(next);
        };
    }

    private static Optional<Step> first(List<Policy> policies, Situation situation) {
        return policies.stream()
                .flatMap(policy -> policy.consider(situation).stream())
                .findFirst();
    }

    private Optional<Step> all(Situation start) {
        Situation situation = start;
        List<Reply> replies = new ArrayList<>();
        boolean asks = false;
        for (Policy policy : together) {
            Step step = policy.consider(situation).orElse(null);
            switch (step) {
                case null -> {}
                case Decided decided -> {
                    return Optional.of(decided);
                }
                // Who was answered, or says that they come by, is not asked what else they might be looking for.
                case Said said
                when (!replies.isEmpty() || start.says(Cue.VISIT)) && BrowsingTalk.isOpenInvitation(start, said) -> {}
                case Said said -> {
                    replies.addAll(said.replies());
                    asks |= said.asks();
                    situation = situation.with(said.state());
                }
            }
        }
        return replies.isEmpty() ? Optional.empty() : Optional.of(courtesy.greeted(situation, replies, asks));
    }

    private static Move move(Situation situation, Step step) {
        return switch (step) {
            case Decided decided -> decided.move();
            case Said said when said.replies().isEmpty() -> new StaySilent(situation.state());
            case Said said when said.asks() -> new Ask(said.replies(), said.state());
            case Said said -> new Answer(said.replies(), said.state());
        };
    }
}
