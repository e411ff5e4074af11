package ar.isac.crm.assistant;

import ar.isac.crm.assistant.DialogueState.OpenQuestion.Kind;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.assistant.Subject.OfFamily;
import ar.isac.crm.catalog.Product;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.understanding.Intent;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Greetings, thanks, yes, no, and the way on when a turn says nothing that can be answered. */
final class Courtesy {

    private static final Duration SAME_VISIT = Duration.ofHours(6);

    private static final int MOST_WORDS_OF_DELAY = 12;
    private static final int FEW_WORDS = 5;

    private final Wording wording;

    Courtesy(Wording wording) {
        this.wording = wording;
    }

    /** A greeting in front of what is said anyway. */
    Said greeted(Situation situation, List<Reply> replies, boolean asks) {
        DialogueState state = situation.state().understood();
        boolean isTalking = situation.state().at() != null && !situation.comesAfter(SAME_VISIT);
        if (!situation.has(Intent.GREETING) || isTalking) {
            return new Said(replies, state, asks);
        }
        return new Said(replies, state.greeted(now(situation)), asks).ledBy(greetingOf(situation));
    }

    /** «¿sos un bot?»: says so, whatever else is answered; who is wished for besides is another matter. */
    Optional<Step> identity(Situation situation) {
        if (!asksWhoItIs(situation)) {
            return Optional.empty();
        }
        List<Option> person = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        DialogueState state = situation.state().understood();
        Reply reply = new Reply(wording.choice(wording.say("identity"), person), situation.evidence("identity"));
        boolean isAll =
                situation.wish() == null && SubjectReading.named(situation).isEmpty();
        Said said = new Said(List.of(reply), state.question() == null ? state.asking(Kind.PERSON, null) : state, true);
        return Optional.of(isAll ? new Decided(new Decision.Ask(said.replies(), said.state())) : said);
    }

    static boolean asksWhoItIs(Situation situation) {
        return situation.says(Cue.BOT) && !situation.says(Cue.PERSON_WANTED) && !situation.isAngry();
    }

    Optional<Step> silence(Situation situation) {
        boolean isNothing = situation.turn().inputs().isEmpty();
        boolean isSticker = !isNothing
                && situation.turn().inputs().stream().allMatch(Courtesy::isSticker)
                && situation.state().greetedAt() != null;
        return isNothing || isSticker ? Optional.of(new Said(List.of(), situation.state(), false)) : Optional.empty();
    }

    Optional<Step> thanks(Situation situation) {
        if (situation.has(Intent.THANKS_BYE)) {
            return Optional.of(said(situation, anew(situation, "thanks"), "thanks"));
        }
        // «listo», after everything is done, asks for nothing.
        boolean isDone = situation.state().question() == null
                && situation.state().at() != null
                && !situation.isSure()
                && Agreement.in(situation.words());
        return isDone ? Optional.of(said(situation, anew(situation, "done"), "done")) : Optional.empty();
    }

    /** «dame 5 minutos», «lo pienso y te aviso»: nobody is hurried, and what was asked stays asked. */
    Optional<Step> patience(Situation situation) {
        boolean isAll = (situation.wish() == null || !situation.isSure())
                && situation.words().indexOf('?') < 0
                && Cues.words(situation.words()).size() <= MOST_WORDS_OF_DELAY
                && !situation.has(Intent.COMPLAINT)
                && !situation.isAngry()
                && !situation.hasClearly(Intent.HUMAN_REQUEST);
        return isAll && situation.says(Cue.LATER) && !situation.says(Cue.VISIT)
                ? Optional.of(new Said(
                        List.of(new Reply(Wording.text(anew(situation, "later")), situation.evidence("later"))),
                        situation.state().understood(),
                        false))
                : Optional.empty();
    }

    /** «una consulta», alone and after the greeting, is no other greeting. */
    Optional<Step> announced(Situation situation) {
        boolean isKnown = situation.state().greetedAt() != null && !situation.comesAfter(SAME_VISIT);
        boolean isAll = Cues.words(situation.words()).size() <= FEW_WORDS && situation.isOnly(Intent.GREETING);
        return isKnown && isAll ? listening(situation) : Optional.empty();
    }

    /** «te hago una consulta»: nothing yet. */
    Optional<Step> listening(Situation situation) {
        return situation.says(Cue.QUESTION_AHEAD)
                ? Optional.of(new Said(
                        List.of(new Reply(Wording.text(anew(situation, "listening")), situation.evidence("listening"))),
                        situation.state().understood(),
                        true))
                : Optional.empty();
    }

    Optional<Step> laughter(Situation situation) {
        return situation.says(Cue.LAUGHTER)
                ? Optional.of(new Said(
                        List.of(new Reply(Wording.text(wording.say("laughter")), situation.evidence("laughter"))),
                        situation.state().understood(),
                        false))
                : Optional.empty();
    }

    Optional<Step> denial(Situation situation) {
        return situation.has(Intent.DENY) ? Optional.of(denied(situation)) : Optional.empty();
    }

    /** A no to the quote lets go of what it was offered for. */
    private Said denied(Situation situation) {
        // No person is wanted: what was to be quoted still may be.
        if (situation.state().asks(Kind.PERSON) && !situation.state().proposal().isEmpty()) {
            return new Said(
                    List.of(new Reply(Wording.text(wording.say("deny.person")), situation.evidence("person-denied"))),
                    situation.state().understood().asking(Kind.QUOTE, null),
                    true);
        }
        DialogueState state = situation.state().asks(Kind.QUOTE)
                ? situation.state().proposing(Cart.EMPTY).wanting(Cart.EMPTY)
                : situation.state();
        return said(situation.with(state), anew(situation, "deny"), "denied");
    }

    Optional<Step> agreement(Situation situation) {
        return situation.has(Intent.AFFIRM)
                ? Optional.of(menu(situation, situation.state().understood(), anew(situation, "affirm"), "agreed"))
                : Optional.empty();
    }

    Optional<Step> greeting(Situation situation) {
        boolean isFirstSticker = situation.turn().inputs().stream().allMatch(Courtesy::isSticker);
        if (!situation.has(Intent.GREETING) && !isFirstSticker) {
            return Optional.empty();
        }
        DialogueState state = situation.state().understood().greeted(now(situation));
        if (situation.comesAfter(SAME_VISIT)) {
            Optional<Step> again = again(situation.with(state));
            if (again.isPresent()) {
                return again;
            }
        }
        boolean isKnown = situation.state().greetedAt() != null && !situation.comesAfter(SAME_VISIT);
        String help = wording.say(isKnown ? "greeting.help.again" : "greeting.help");
        return Optional.of(menu(situation, state, greetingOf(situation) + " " + help, "greeting"));
    }

    /** Whoever comes back finds what was spoken of, as it stands now. */
    private Optional<Step> again(Situation situation) {
        Stream<String> wanted = situation
                .facts()
                .products(situation.state().cart().skus())
                .stream()
                .filter(Product::inStock)
                .map(Product::family);
        Stream<String> spokenOf = situation.state().recent().stream()
                .map(Action::parse)
                .flatMap(action -> SubjectReading.ofAction(situation, action).stream())
                .filter(OfFamily.class::isInstance)
                .map(OfFamily.class::cast)
                .filter(family -> family.variants().stream().anyMatch(Product::inStock))
                .map(OfFamily::family);
        List<String> things =
                Stream.concat(wanted, spokenOf).distinct().limit(2).toList();
        if (things.isEmpty()) {
            return Optional.empty();
        }
        List<Option> options = new ArrayList<>(things.stream()
                .map(family -> new Option(new Action.ShowFamily(family).id(), family, null))
                .toList());
        options.add(new Option(new Action.ShowCategories(0).id(), wording.say("menu.products"), null));
        String text = greetingOf(situation) + " " + wording.say("greeting.return", "title", Wording.list(things));
        return Optional.of(new Said(
                List.of(new Reply(wording.choice(text, options), situation.evidence("greeting-return"))),
                situation.state().counting(1).asking(Kind.WHICH_OFFER, null).offering(options),
                true));
    }

    /** A button that today's assistant does not know. */
    Optional<Step> menu(Situation situation) {
        return situation.pressed().isPresent()
                ? Optional.of(menu(situation, situation.state().understood(), wording.say("affirm"), "unknown-button"))
                : Optional.empty();
    }

    Optional<Step> notUnderstood(Situation situation) {
        return Optional.of(
                menu(situation, situation.state().misunderstood(), wording.say("unclear.first"), "not-understood"));
    }

    /** In other words where the last thing said was just this. */
    String anew(Situation situation, String key) {
        String text = wording.say(key);
        boolean isRepeated = Stream.of(Wording.text(text), wording.menu(text))
                .map(content -> Reply.print(List.of(new Reply(content, situation.evidence(key)))))
                .anyMatch(print -> print.equals(situation.state().said()));
        return isRepeated ? wording.say(key + ".again") : text;
    }

    private Said said(Situation situation, String text, String rule) {
        Reply reply = new Reply(Wording.text(text), situation.evidence(rule));
        return new Said(List.of(reply), situation.state().understood().settled(), false);
    }

    private Said menu(Situation situation, DialogueState state, String text, String rule) {
        return new Said(List.of(new Reply(wording.menu(text), situation.evidence(rule))), state, true);
    }

    String greetingOf(Situation situation) {
        ZonedDateTime now = situation.facts().now();
        Instant before = situation.state().greetedAt();
        if (before != null && before.plus(SAME_VISIT).isAfter(now.toInstant())) {
            return wording.say("greeting.again");
        }
        int hour = now.getHour();
        return wording.say(
                hour >= 5 && hour < 13
                        ? "greeting.morning"
                        : hour >= 13 && hour < 20 ? "greeting.afternoon" : "greeting.night");
    }

    private static Instant now(Situation situation) {
        return situation.facts().now().toInstant();
    }

    private static boolean isSticker(Turn.Input input) {
        return input instanceof Turn.Attached attached && attached.kind() == Turn.Attached.Kind.STICKER;
    }
}
