package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Resolution;
import ar.isac.crm.conversation.Escalation.Reason;
import ar.isac.crm.conversation.Priority;
import ar.isac.crm.conversation.ReplyEvidence;
import ar.isac.crm.knowledge.Article;
import ar.isac.crm.knowledge.HoursQuestion;
import ar.isac.crm.knowledge.OpeningHours;
import ar.isac.crm.knowledge.Topic;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.message.MessageContent.LocationContent;
import ar.isac.crm.understanding.Intent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Questions about the shop itself, in its own words. What it never wrote down is asked back or left to a person; nothing is
 * made up.
 */
final class KnowledgePolicy implements Policy {

    private static final Pattern HOURS = words("hora|horas|horario|horarios|abr(?:en|e|is|imos|ieron|ir|an)|abiert\\w+"
            + "|cierr\\w+|cerr\\w+|lunes|martes|mi[eé]rcoles|jueves|viernes|s[aá]bados?|domingos?|feriados?|atienden"
            + "|atendiendo|mediod[ií]a|navidad|nochebuena|findes?|fin de semana");
    /** Said without a model being sure: nothing else is meant by these. */
    private static final Pattern SURELY_HOURS =
            words("horarios?|abren|abiertos?|ya cerraron|est[aá]n atendiendo|cierran|hasta (?:que|qu[eé]) hora");

    private static final Pattern ADDRESS =
            words("d[oó]nde|adonde|direcci[oó]n|ubicaci[oó]n|ubicad\\w+|calle|llego|llegar"
                    + "|mapa|son de|est[aá]n en|quedan en");
    private static final Pattern PLACE = words("local|sucursal\\w*|quedan?|zona|barrio|centro|negocio");
    private static final Pattern RETURNS = words("devol\\w+|reembols\\w+|cambi(?:o|os|ar\\w*|arlo|arla)|arrepent\\w+"
            + "|no me (?:queda|gusta|va|anda bien)");
    private static final Pattern HOW_MUCH = words("cu[aá]nt[oa]s?|cu[aá]ndo|tarda\\w*|demora\\w*|plazo|d[ií]as|horas");
    private static final Pattern COST =
            words("cu[aá]nto (?:sale|cuesta|cobran|es|vale|me sale|me cobran)|precio|costo|gratis"
                    + "|sin cargo|se paga|lo pago");
    private static final Pattern WARRANTY = words("garant[ií]as?|falla|fallas|rompe|defecto");
    private static final Pattern INVOICES = words("factur\\w+|ticket fiscal|monotribut\\w+|responsable inscript\\w+");
    private static final Pattern PAYMENT =
            words("pag\\w+|tarjetas?|cuotas?|efectivo|transferencias?|d[eé]bito|cr[eé]dito|mercado ?pago|mp");

    private static final Set<Intent> OF_THE_SHOP =
            Set.of(Intent.SHIPPING_QUERY, Intent.PAYMENT_METHODS, Intent.WARRANTY_QUERY, Intent.STORE_INFO);

    /** What questions about delivery speak of. */
    private static final Pattern OF_SHIPPING = words(
            "env[ií]\\w*|mand\\w*|despach\\w*|entreg\\w*|lleg\\w*|llev\\w*|repart\\w*|delivery"
                    + "|domicilio|corr?eo\\w*|andreani|oca|retir\\w*|flete\\w*|alcanz\\w*|tra[eé]\\w*|traig\\w*|zonas?|cadete\\w*|moto|casa|pas\\w*"
                    + "|busc\\w*|viaj\\w*|transporte|cercan\\w*|barrio|interior|provincias?|sal[ei]\\w*|cubr\\w*|cobertura|mudanza|tard\\w*|demor\\w*|sub\\w*");

    /** «¿lo envuelven?», «¿lo graban?» are done to a thing before it goes out, and no part of how it does. */
    private static final Pattern OF_ANOTHER_SERVICE =
            words("envuel[tv]\\w*|envol[tv]\\w*|grab[aáeéo]\\w*|bord[aáeéo]\\w*|estamp[aáeéo]\\w*");

    /** What questions about warranty, exchanges and returns speak of; a model may hear one in «¿lo envuelven?» too. */
    private static final Pattern OF_WARRANTY =
            words("gar\\w*nt\\w*|gtia|fall\\w*|romp\\w*|rot\\w*|defect\\w*|d?e?s?cambi\\w*"
                    + "|de[vb]ol\\w*|devuelv\\w*|reembols\\w*|reinteg\\w*|arrepent\\w*|reclam\\w*|arregl\\w*|repar\\w*|repon\\w*"
                    + "|cubr\\w*|cobertura|vuelta|regres\\w*|retorn\\w*|canj\\w*|ser?vi[cs]\\w*|respald\\w*|respond\\w*|ticket|factura"
                    + "|boleta|etiqueta|plazo|mes|meses|a[nñ]os?|d[ií]as|semanas?|prueba|seguro|certific\\w*|recib\\w*|tom[aá]n?|acept\\w*"
                    + "|vence\\w*|quiebr\\w*|quebr\\w*|quem\\w*|pol[ií]tica|sobr[ae]\\w*|mal|si|no");

    private final Wording wording;
    private final Escalations escalations;

    KnowledgePolicy(Wording wording, Escalations escalations) {
        this.wording = wording;
        this.escalations = escalations;
    }

    private static Pattern words(String alternatives) {
        return Pattern.compile("(?iu)\\b(?:" + alternatives + ")\\b", Pattern.UNICODE_CHARACTER_CLASS);
    }

    @Override
    public Optional<Step> consider(Situation situation) {
        return TradeIn.in(situation)
                ? Optional.of(tradeIn(situation))
                : free(situation).or(() -> onTopics(situation));
    }

    /** Whether and how a used thing is taken is the shop's to say: by an article, else by a person who looks at it. */
    private Step tradeIn(Situation situation) {
        Optional<Article> article = situation
                .facts()
                .knowledge()
                .answering(situation.words())
                .or(() -> situation.facts().knowledge().answering(wording.say("tradein.question")));
        if (article.isEmpty()) {
            return new Decided(escalations.because(
                    situation, Reason.NOT_COVERED, Priority.NORMAL, "trade-in", "handover.tradein"));
        }
        List<Reply> replies = told(
                article.get(),
                article.get().words(),
                situation.evidence("article " + article.get().id()));
        boolean isOfOthersToo = situation.hasAny(Intent.STOCK_QUERY, Intent.PRICE_QUERY, Intent.PURCHASE_REQUEST)
                && situation.words().indexOf('?') >= 0
                && SubjectReading.named(situation)
                        .filter(Subject.OfFamily.class::isInstance)
                        .isPresent();
        return isOfOthersToo
                ? new Said(replies, situation.state().understood(), false)
                : new Decided(new Decision.Answer(replies, situation.state().understood()));
    }

    /** An article that the shop wrote for just this question goes before the general ones. */
    private Optional<Step> free(Situation situation) {
        if (situation.words().isBlank() || isAboutProducts(situation)) {
            return Optional.empty();
        }
        return situation.facts().knowledge().answering(situation.words()).map(article -> {
            List<Reply> replies = told(article, article.words(), situation.evidence("article " + article.id()));
            // What is no product must not be looked for among the products as well.
            return situation.wish() == null
                    ? new Said(replies, situation.state().understood(), false)
                    : new Decided(new Decision.Answer(replies, situation.state().understood()));
        });
    }

    private static boolean isAboutProducts(Situation situation) {
        return situation.wish() != null
                && !situation.facts().resolveAll(situation.words()).stream()
                        .allMatch(Resolution.Nothing.class::isInstance);
    }

    private Optional<Step> onTopics(Situation situation) {
        Set<Topic> topics = topics(situation);
        boolean isOfAnotherService = topics.isEmpty()
                && situation.hasAny(Intent.WARRANTY_QUERY, Intent.SHIPPING_QUERY)
                && situation.wish() == null;
        if (isOfAnotherService) {
            return Optional.of(new Decided(escalations.because(
                    situation, Reason.NOT_COVERED, Priority.NORMAL, "unknown service", "handover.unknown")));
        }
        if (topics.isEmpty()) {
            boolean isOnlyOfTheShop = situation.has(Intent.STORE_INFO) && situation.wish() == null;
            return isOnlyOfTheShop ? unknown(situation) : Optional.empty();
        }
        List<Reply> replies = new ArrayList<>();
        for (Topic topic : topics) {
            Optional<List<Reply>> told = about(situation, topic);
            if (told.isEmpty() && topic == Topic.HOURS && hours(situation).isPresent()) {
                return Optional.of(new Decided(escalations.because(
                        situation, Reason.NOT_COVERED, Priority.NORMAL, "unknown holiday", "handover.holiday")));
            }
            told.ifPresent(replies::addAll);
        }
        if (replies.isEmpty() && isHardlyOfTheShop(situation)) {
            return Optional.empty();
        }
        return Optional.of(
                replies.isEmpty()
                        ? new Decided(escalations.because(
                                situation,
                                Reason.NOT_COVERED,
                                Priority.NORMAL,
                                "unknown " + topics,
                                "handover.unknown"))
                        : new Said(replies, situation.state().understood(), false));
    }

    /** «¿viene armado?», asked of a product, and only perhaps of its delivery. */
    private static boolean isHardlyOfTheShop(Situation situation) {
        return situation.wish() != null && OF_THE_SHOP.stream().noneMatch(situation::hasAlmostSurely);
    }

    /** Something of the shop, and nobody knows what: asked back once. */
    private Optional<Step> unknown(Situation situation) {
        if (situation.state().misunderstandings() > 0) {
            return Optional.of(new Decided(escalations.because(
                    situation, Reason.NOT_COVERED, Priority.NORMAL, "unknown of the shop", "handover.unknown")));
        }
        Reply which = new Reply(Wording.text(wording.say("shop.which")), situation.evidence("unknown of the shop"));
        return Optional.of(
                new Decided(new Decision.Ask(List.of(which), situation.state().misunderstood())));
    }

    private static Set<Topic> topics(Situation situation) {
        String words = situation.words();
        Set<Topic> topics = new LinkedHashSet<>();
        if (situation.has(Intent.WARRANTY_QUERY)) {
            topics.addAll(ofWarranty(situation));
        }
        if (situation.has(Intent.SHIPPING_QUERY)
                && (OF_SHIPPING.matcher(words).find()
                        || (situation.isSure()
                                && !OF_ANOTHER_SERVICE.matcher(words).find()))) {
            topics.add(Topic.SHIPPING);
        }
        if (situation.has(Intent.PAYMENT_METHODS)) {
            topics.addAll(ofPayment(situation));
        }
        if (situation.has(Intent.STORE_INFO)) {
            topics.addAll(ofTheStore(situation));
        }
        boolean isUnsure = situation.isUnclear() || !situation.isSure();
        if (topics.isEmpty() && isUnsure && SURELY_HOURS.matcher(words).find()) {
            topics.add(Topic.HOURS);
        }
        return topics;
    }

    private static List<Topic> ofWarranty(Situation situation) {
        if (!OF_WARRANTY.matcher(situation.words()).find()) {
            return List.of();
        }
        boolean isReturns = isWritten(situation, Topic.RETURNS)
                && RETURNS.matcher(situation.words()).find();
        boolean isWarranty = WARRANTY.matcher(situation.words()).find();
        return isReturns
                ? isWarranty ? List.of(Topic.WARRANTY, Topic.RETURNS) : List.of(Topic.RETURNS)
                : List.of(Topic.WARRANTY);
    }

    private static List<Topic> ofPayment(Situation situation) {
        boolean isInvoices = isWritten(situation, Topic.INVOICES)
                && INVOICES.matcher(situation.words()).find();
        boolean isPayment = PAYMENT.matcher(situation.words()).find();
        return isInvoices
                ? isPayment ? List.of(Topic.PAYMENT, Topic.INVOICES) : List.of(Topic.INVOICES)
                : List.of(Topic.PAYMENT);
    }

    private static List<Topic> ofTheStore(Situation situation) {
        String words = situation.words();
        if (isWritten(situation, Topic.INVOICES) && INVOICES.matcher(words).find()) {
            return List.of(Topic.INVOICES);
        }
        boolean isHours = HOURS.matcher(words).find();
        boolean isAddress = ADDRESS.matcher(words).find()
                || (!isHours && PLACE.matcher(words).find());
        List<Topic> topics = new ArrayList<>();
        if (isHours) {
            topics.add(Topic.HOURS);
        }
        if (isAddress) {
            topics.add(Topic.ADDRESS);
        }
        return topics;
    }

    private static boolean isWritten(Situation situation, Topic topic) {
        return situation.facts().knowledge().about(topic).isPresent();
    }

    private Optional<List<Reply>> about(Situation situation, Topic topic) {
        ReplyEvidence evidence = situation.evidence("knowledge " + topic);
        Optional<Article> article = situation.facts().knowledge().about(topic);
        Optional<OpeningHours> hours = topic == Topic.HOURS ? hours(situation) : Optional.empty();
        return hours.isPresent()
                ? hours.flatMap(open -> answer(situation, open))
                        .map(text -> told(article.orElseThrow(), text, evidence))
                : article.map(known -> topic == Topic.SHIPPING && asksCost(situation, known)
                        ? costOf(known, evidence)
                        : unrepeated(situation, known, told(known, known.words(), evidence)));
    }

    /** «¿cuánto sale el envío?», where what the shop wrote of it has no amount in it. */
    private static boolean asksCost(Situation situation, Article article) {
        return COST.matcher(situation.words()).find() && article.words().indexOf('$') < 0;
    }

    private List<Reply> costOf(Article article, ReplyEvidence evidence) {
        List<Option> person = List.of(new Option(new Action.AskPerson().id(), wording.say("menu.advisor"), null));
        String text = Wording.sentences(article.words(), wording.say("shipping.cost"));
        return List.of(new Reply(wording.choice(text, person), evidence));
    }

    /** «¿y cuánto tarda?», right behind the article that tells it: only what of it has a number in it. */
    private List<Reply> unrepeated(Situation situation, Article article, List<Reply> told) {
        boolean isSame = Reply.print(told).equals(situation.state().said());
        String numbers = Arrays.stream(article.words().split("[:.;](?=\\s|$)", -1))
                .map(String::strip)
                .filter(part -> part.chars().anyMatch(Character::isDigit))
                .collect(Collectors.joining("; "));
        boolean isOfNumbers = !numbers.isEmpty()
                && numbers.length() < article.words().length()
                && HOW_MUCH.matcher(situation.words()).find();
        return isSame && isOfNumbers
                ? List.of(new Reply(
                        Wording.text(wording.say("article.part", "part", numbers)),
                        told.getFirst().evidence()))
                : told;
    }

    private static Optional<OpeningHours> hours(Situation situation) {
        return situation.facts().knowledge().openingHours();
    }

    private Optional<String> answer(Situation situation, OpeningHours hours) {
        var now = situation.facts().now();
        HoursQuestion question = HoursQuestion.in(situation.words(), hours, now.toLocalDateTime());
        return new HoursTalk(wording, hours, now).answer(question).map(told -> noted(situation, question, told));
    }

    /** What the shop adds to its hours is said with all of them. */
    private static String noted(Situation situation, HoursQuestion question, String told) {
        String note = situation
                .facts()
                .knowledge()
                .about(Topic.HOURS)
                .map(Article::words)
                .orElse("");
        return note.isBlank() || !(question instanceof HoursQuestion.TheWeek) ? told : told + " " + note;
    }

    private static List<Reply> told(Article article, String text, ReplyEvidence evidence) {
        List<Reply> replies = new ArrayList<>(List.of(new Reply(Wording.text(text), evidence)));
        Article.Place place = article.place();
        if (place != null) {
            replies.add(new Reply(
                    new LocationContent(place.latitude(), place.longitude(), place.name(), place.address()), evidence));
        }
        return replies;
    }
}
