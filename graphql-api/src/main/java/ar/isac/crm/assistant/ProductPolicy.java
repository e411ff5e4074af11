package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.DialogueState.Wish;
import ar.isac.crm.assistant.Subject.Gone;
import ar.isac.crm.assistant.Subject.NotCarried;
import ar.isac.crm.assistant.Subject.OfCategory;
import ar.isac.crm.assistant.Subject.OfEverything;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.assistant.Subject.OfSeveral;
import ar.isac.crm.assistant.Subject.Unnamed;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Whatever is about products: finds what the turn is about and what is wanted with it. */
final class ProductPolicy implements Policy {

    private final FamilyTalk families;
    private final BrowsingTalk browsing;

    ProductPolicy(FamilyTalk families, BrowsingTalk browsing) {
        this.families = families;
        this.browsing = browsing;
    }

    @Override
    public Optional<Step> consider(Situation situation) {
        return SubjectReading.of(situation)
                .map(subject -> step(situation, subject, wish(situation)))
                .or(() -> restated(situation));
    }

    private Step step(Situation situation, Subject subject, Wish wish) {
        return switch (subject) {
            case OfFamily family -> families.about(situation, family, wish);
            case OfCategory category -> browsing.category(situation, category, wish);
            case OfSeveral several -> browsing.several(situation, several, wish);
            case OfEverything everything -> browsing.everything(situation, everything.page());
            case NotCarried none -> browsing.notCarried(situation, none);
            case Gone gone -> browsing.gone(situation);
            case Unnamed unnamed -> browsing.which(situation, wish);
        };
    }

    /** A bare «sí» to a quote that still lacks a value, or to a question with several answers: asks what is missing. */
    private Optional<Step> restated(Situation situation) {
        String family = situation.state().family();
        boolean isAgreeing = situation.has(ar.isac.crm.understanding.Intent.AFFIRM);
        boolean isOpen = situation.state().asks(Kind.QUOTE) || situation.state().asks(Kind.ATTRIBUTE);
        if (!isAgreeing || !isOpen || family == null) {
            return Optional.empty();
        }
        var variants = situation.facts().variantsOf(family);
        Wish wish = situation.state().asks(Kind.QUOTE) ? Wish.QUOTE : wish(situation);
        return variants.isEmpty()
                ? Optional.empty()
                : Optional.of(families.about(
                        situation,
                        new OfFamily(family, variants, situation.state().chosen(), false),
                        wish));
    }

    /** An answer to our question goes on with what was wanted before it. */
    private static Wish wish(Situation situation) {
        @Nullable Wish now = situation.wish();
        @Nullable Wish before = situation.state().wish();
        boolean isAnswering = situation.state().question() != null && before != null;
        // «el de 128» after «¿qué capacidad?» is no new wish because a doubtful model hears one in it.
        if (now == null || (isAnswering && (now == Wish.LEARN || !situation.isSure()))) {
            return before == null ? Wish.LEARN : before;
        }
        return before == Wish.QUOTE && now == Wish.BUY ? Wish.QUOTE : now;
    }
}
