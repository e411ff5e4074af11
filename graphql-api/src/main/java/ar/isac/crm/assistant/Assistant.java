package ar.isac.crm.assistant;

import ar.isac.crm.assistant.Decision.Answer;
import ar.isac.crm.assistant.Decision.Ask;
import ar.isac.crm.assistant.Decision.StaySilent;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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
    private final Courtesy courtesy;

    Assistant(Wording wording) {
        this.courtesy = new Courtesy(wording);
        Escalations escalations = new Escalations(wording);
        HandOverPolicies handOver = new HandOverPolicies(wording, escalations);
        BrowsingTalk browsing = new BrowsingTalk(wording);
        this.alone = List.of(
                new Introduction(wording, courtesy),
                handOver::askedForPerson,
                handOver::complaint,
                handOver::tone,
                handOver::orderStatus,
                handOver::cart,
                handOver::acceptedQuote,
                handOver::attachment);
        this.together = List.of(
                new KnowledgePolicy(wording, escalations),
                new ProductPolicy(new FamilyTalk(wording, browsing, escalations), browsing));
        this.otherwise = List.of(
                courtesy::silence,
                courtesy::thanks,
                courtesy::denial,
                courtesy::agreement,
                courtesy::greeting,
                courtesy::menu,
                handOver::notUnderstoodAgain,
                courtesy::notUnderstood);
    }

    Decision decide(DialogueState before, Turn turn, ShopFacts facts) {
        Situation situation = new Situation(before, turn, facts);
        Situation felt = situation.with(before.annoyed(situation.isAngry()));
        return first(alone, felt)
                .or(() -> all(felt))
                .or(() -> first(otherwise, felt))
                .map(step -> decision(felt, step))
                .orElseGet(() -> new StaySilent(felt.state()));
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
                case Said said -> {
                    replies.addAll(said.replies());
                    asks |= said.asks();
                    situation = situation.with(said.state());
                }
            }
        }
        return replies.isEmpty() ? Optional.empty() : Optional.of(courtesy.greeted(situation, replies, asks));
    }

    private static Decision decision(Situation situation, Step step) {
        return switch (step) {
            case Decided decided -> decided.decision();
            case Said said when said.replies().isEmpty() -> new StaySilent(situation.state());
            case Said said when said.asks() -> new Ask(said.replies(), said.state());
            case Said said -> new Answer(said.replies(), said.state());
        };
    }
}
