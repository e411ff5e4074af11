package ar.isac.crm.assistant;

import ar.isac.crm.assistant.ShopKnowledge.Article;
import ar.isac.crm.assistant.ShopKnowledge.Topic;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.understanding.Intent;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Questions about the shop itself, in its own words; what it never wrote down, a person answers. */
final class KnowledgePolicy implements Policy {

    private static final Pattern HOURS = Pattern.compile(
            "(?iu)\\b(hora|horas|horario|horarios|abr\\w+|abiert\\w+|cierr\\w+|cerr\\w+|lunes|martes|mi[eé]rcoles|jueves"
                    + "|viernes|s[aá]bados?|domingos?|feriados?|atienden|mediod[ií]a)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern ADDRESS = Pattern.compile(
            "(?iu)\\b(d[oó]nde|adonde|direcci[oó]n|direccion|ubicaci[oó]n|ubicad\\w+|local|sucursal\\w*|calle|llego"
                    + "|llegar|quedan|zona|barrio|mapa|estacionamiento)\\b",
            Pattern.UNICODE_CHARACTER_CLASS);

    private final Escalations escalations;

    KnowledgePolicy(Escalations escalations) {
        this.escalations = escalations;
    }

    @Override
    public Optional<Step> consider(Situation situation) {
        Map<Topic, Optional<Article>> asked = new LinkedHashMap<>();
        topics(situation).forEach(topic -> asked.put(topic, situation.facts().knowledge(topic)));
        if (asked.isEmpty()) {
            return Optional.empty();
        }
        if (asked.values().stream().allMatch(Optional::isEmpty)) {
            return Optional.of(new Decided(escalations.because(
                    situation, Reason.NOT_COVERED, Priority.NORMAL, "unknown " + asked.keySet(), "handover.unknown")));
        }
        List<Reply> replies = new ArrayList<>();
        asked.forEach((topic, article) -> article.ifPresent(known -> replies.addAll(told(situation, topic, known))));
        return Optional.of(new Said(replies, situation.state().understood(), false));
    }

    private static List<Topic> topics(Situation situation) {
        List<Topic> topics = new ArrayList<>();
        if (situation.has(Intent.WARRANTY_QUERY)) {
            topics.add(Topic.WARRANTY);
        }
        if (situation.has(Intent.SHIPPING_QUERY)) {
            topics.add(Topic.SHIPPING);
        }
        if (situation.has(Intent.PAYMENT_METHODS)) {
            topics.add(Topic.PAYMENT);
        }
        if (situation.has(Intent.STORE_INFO)) {
            topics.addAll(ofTheStore(situation.words()));
        }
        return topics;
    }

    private static List<Topic> ofTheStore(String words) {
        boolean isHours = HOURS.matcher(words).find();
        boolean isAddress = ADDRESS.matcher(words).find();
        if (isHours == isAddress) {
            return List.of(Topic.HOURS, Topic.ADDRESS);
        }
        return List.of(isHours ? Topic.HOURS : Topic.ADDRESS);
    }

    private static List<Reply> told(Situation situation, Topic topic, Article article) {
        var evidence = situation.evidence("knowledge " + topic);
        List<Reply> replies = new ArrayList<>(List.of(new Reply(Wording.text(article.text()), evidence)));
        if (article.place() != null) {
            ShopKnowledge.Place place = article.place();
            replies.add(new Reply(
                    new LocationContent(place.latitude(), place.longitude(), place.name(), place.address()), evidence));
        }
        return replies;
    }
}
