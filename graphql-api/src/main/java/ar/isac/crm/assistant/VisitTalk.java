package ar.isac.crm.assistant;

import ar.isac.crm.assistant.HoursTalk.Visit;
import ar.isac.crm.assistant.Policy.Decided;
import ar.isac.crm.assistant.Policy.Said;
import ar.isac.crm.assistant.Policy.Step;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.knowledge.OpeningHours;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** «paso mañana»: whoever comes by is expected, and nobody is sent to a closed door. */
final class VisitTalk {

    private final Wording wording;
    private final Escalations escalations;
    private final Courtesy courtesy;

    VisitTalk(Wording wording, Escalations escalations, Courtesy courtesy) {
        this.wording = wording;
        this.escalations = escalations;
        this.courtesy = courtesy;
    }

    /** A visit for which nobody would be there, whatever else is wanted: that first. */
    Optional<Step> inVain(Situation situation) {
        List<Visit> visits = visits(situation).orElse(List.of());
        return visits.isEmpty() || visits.stream().anyMatch(Visit::isOpen)
                ? Optional.empty()
                : Optional.of(
                        told(situation, Wording.sentences(ofAll(visits), wording.say("visit.then")), "visit-closed"));
    }

    /** «voy para allá», and no word of a yes to what was asked: nothing else is wanted. */
    Optional<Step> alone(Situation situation) {
        return Agreement.isSaid(situation.words()) ? Optional.empty() : expected(situation);
    }

    /** A visit, and nothing else. */
    Optional<Step> expected(Situation situation) {
        if (!situation.says(Cue.VISIT)) {
            return Optional.empty();
        }
        Optional<List<Visit>> visits = visits(situation);
        if (visits.isEmpty()) {
            return Optional.of(new Decided(escalations.because(
                    situation, Reason.NOT_COVERED, Priority.NORMAL, "unknown holiday", "handover.holiday")));
        }
        return Optional.of(
                told(situation, Wording.sentences(courtesy.anew(situation, "visit"), ofAll(visits.get())), "visit"));
    }

    private static String ofAll(List<Visit> visits) {
        return visits.stream().map(Visit::told).distinct().collect(Collectors.joining(" "));
    }

    /** What is known of the times that are named; empty when it hangs on a holiday that the shop has said nothing of. */
    private Optional<List<Visit>> visits(Situation situation) {
        OpeningHours hours = situation.says(Cue.VISIT)
                ? situation.facts().knowledge().openingHours().orElse(null)
                : null;
        if (hours == null) {
            return Optional.of(List.of());
        }
        HoursTalk talk = new HoursTalk(wording, hours, situation.facts().now());
        List<Visit> visits = new ArrayList<>();
        for (Arrival arrival :
                Arrival.in(situation.words(), hours, situation.facts().now())) {
            Optional<Visit> visit = talk.visit(arrival);
            if (visit.isEmpty()) {
                return Optional.empty();
            }
            visits.add(visit.get());
        }
        return Optional.of(visits);
    }

    private static Said told(Situation situation, String text, String rule) {
        return new Said(
                List.of(new Reply(Wording.text(text), situation.evidence(rule))),
                situation.state().understood().settled(),
                false);
    }
}
