package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import ar.isac.crm.understanding.MessageAnalysis.Entity;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import ar.isac.crm.understanding.training.Evaluation.Prediction;
import ar.isac.crm.understanding.training.LabelledMessage.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;

/**
 * How a model fares on labelled messages, as they are and in the situations that matter.
 *
 * @param plain the messages as they are
 * @param single the messages with one business intent, as they are
 * @param greeted the same with a greeting in front
 * @param typos all with one slip of the thumb
 * @param shortened all as typed by those who save letters
 * @param withEmojis all with an emoji or two
 * @param withoutAccents all without accents and opening signs
 * @param bothFound share of joined pairs whose two intents are both among the intents
 * @param bothExactly share of joined pairs whose two intents are the intents, and no other
 * @param intentF1 micro-F1 of all intents of a message
 * @param mentionF1 micro-F1 of exact mentions with their type
 * @param productF1 F1 of exact product mentions
 * @param productFoundF1 F1 of product mentions that share a word with a marked one
 * @param withTerms the messages as they are, with the catalogue of the shop
 * @param productF1WithTerms F1 of exact product mentions in these
 */
public record Figures(
        Evaluation plain,
        Evaluation single,
        Evaluation greeted,
        Evaluation typos,
        Evaluation shortened,
        Evaluation withEmojis,
        Evaluation withoutAccents,
        double bothFound,
        double bothExactly,
        double intentF1,
        double mentionF1,
        double productF1,
        double productFoundF1,
        Evaluation withTerms,
        double productF1WithTerms) {

    /** Of the situations made from the messages. */
    static final long SEED = 7;

    /** Measures a model on messages it was not trained on, as they are and with the catalogues of their shops. */
    public static Figures of(IntentModel model, List<LabelledMessage> messages, Catalogues catalogues) {
        Perturbations perturbed = Perturbations.of(messages, new Random(SEED));
        List<MessageAnalysis> plain = analyses(model, messages);
        List<MessageAnalysis> joined = analyses(model, perturbed.joined());
        List<MessageAnalysis> withTerms = withTerms(model, messages, catalogues);
        Set<EntityType> product = Set.of(EntityType.PRODUCT);
        return new Figures(
                evaluation(messages, plain),
                evaluation(model, perturbed.single()),
                evaluation(model, perturbed.greeted()),
                evaluation(model, perturbed.typos()),
                evaluation(model, perturbed.shortened()),
                evaluation(model, perturbed.withEmojis()),
                evaluation(model, perturbed.withoutAccents()),
                both(perturbed.joined(), joined, false),
                both(perturbed.joined(), joined, true),
                intentF1(messages, plain),
                mentionF1(messages, plain, Set.of(EntityType.values())),
                mentionF1(messages, plain, product),
                productFoundF1(messages, plain),
                evaluation(messages, withTerms),
                mentionF1(messages, withTerms, product));
    }

    /** Points of accuracy that a greeting in front costs. */
    public double greetingCost() {
        return single.accuracy() - greeted.accuracy();
    }

    /** Points of accuracy that one slip of the thumb costs. */
    public double typoCost() {
        return plain.accuracy() - typos.accuracy();
    }

    /** The figures as lines to print. */
    public List<String> lines() {
        return List.of(
                row("accuracy", plain.accuracy()),
                row("macro-F1", plain.macroF1()),
                row("accuracy of the surest 80 %", plain.accuracyAt80()),
                row("calibration error", plain.ece()),
                row("accuracy, greeting in front", greeted.accuracy()),
                row("cost of the greeting", greetingCost()),
                row("accuracy, one typo", typos.accuracy()),
                row("cost of the typo", typoCost()),
                row("accuracy, letters saved", shortened.accuracy()),
                row("accuracy, emojis", withEmojis.accuracy()),
                row("accuracy, no accents", withoutAccents.accuracy()),
                row("accuracy, catalogue given", withTerms.accuracy()),
                row("both of two joined intents", bothFound),
                row("both and no other", bothExactly),
                row("micro-F1 of all intents", intentF1),
                row("micro-F1 of exact mentions", mentionF1),
                row("F1 of exact product mentions", productF1),
                row("F1 of product mentions found", productFoundF1),
                row("exact products, catalogue given", productF1WithTerms));
    }

    private static String row(String name, double value) {
        return String.format(Locale.ROOT, "%-33s%.3f", name, value);
    }

    private static List<MessageAnalysis> analyses(IntentModel model, List<LabelledMessage> messages) {
        return model.analyse(messages.stream().map(LabelledMessage::text).toList());
    }

    private static Evaluation evaluation(IntentModel model, List<LabelledMessage> messages) {
        return evaluation(messages, analyses(model, messages));
    }

    private static Evaluation evaluation(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        List<Prediction> predictions = new ArrayList<>(messages.size());
        for (int i = 0; i < messages.size(); i++) {
            MessageAnalysis.ScoredIntent primary = analyses.get(i).primary();
            predictions.add(new Prediction(messages.get(i).primary(), primary.intent(), primary.probability()));
        }
        return Evaluation.of(predictions);
    }

    private static List<MessageAnalysis> withTerms(
            IntentModel model, List<LabelledMessage> messages, Catalogues catalogues) {
        return messages.stream()
                .map(message -> model.analyse(message.text(), catalogues.of(message)))
                .toList();
    }

    private static double both(List<LabelledMessage> messages, List<MessageAnalysis> analyses, boolean exactly) {
        int both = 0;
        for (int i = 0; i < messages.size(); i++) {
            Set<Intent> right = Set.copyOf(messages.get(i).intents());
            Set<Intent> said = analyses.get(i).intentSet();
            both += (exactly ? said.equals(right) : said.containsAll(right)) ? 1 : 0;
        }
        return both / (double) Math.max(1, messages.size());
    }

    private static double intentF1(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        Overlap overlap = new Overlap();
        for (int i = 0; i < messages.size(); i++) {
            Set<Intent> right = Set.copyOf(messages.get(i).intents());
            overlap.add(right, analyses.get(i).intentSet());
        }
        return overlap.f1();
    }

    private static double mentionF1(
            List<LabelledMessage> messages, List<MessageAnalysis> analyses, Set<EntityType> types) {
        Overlap overlap = new Overlap();
        for (int i = 0; i < messages.size(); i++) {
            overlap.add(marked(messages.get(i), types), found(analyses.get(i).entities(), types));
        }
        return overlap.f1();
    }

    private static double productFoundF1(List<LabelledMessage> messages, List<MessageAnalysis> analyses) {
        Set<EntityType> product = Set.of(EntityType.PRODUCT);
        int marks = 0;
        int marksFound = 0;
        int finds = 0;
        int findsMarked = 0;
        for (int i = 0; i < messages.size(); i++) {
            Set<Span> marked = marked(messages.get(i), product);
            Set<Span> found = found(analyses.get(i).entities(), product);
            marks += marked.size();
            finds += found.size();
            marksFound += (int) marked.stream()
                    .filter(mark -> found.stream().anyMatch(find -> overlap(mark, find)))
                    .count();
            findsMarked += (int) found.stream()
                    .filter(find -> marked.stream().anyMatch(mark -> overlap(mark, find)))
                    .count();
        }
        double recall = marksFound / (double) Math.max(1, marks);
        double precision = findsMarked / (double) Math.max(1, finds);
        return recall + precision == 0 ? 0 : 2 * recall * precision / (recall + precision);
    }

    private static boolean overlap(Span one, Span other) {
        return one.start() < other.end() && other.start() < one.end();
    }

    private static Set<Span> marked(LabelledMessage message, Set<EntityType> types) {
        Set<Span> marked = new HashSet<>(message.spans());
        marked.removeIf(span -> !types.contains(span.type()));
        return marked;
    }

    private static Set<Span> found(List<Entity> entities, Set<EntityType> types) {
        Set<Span> found = new HashSet<>();
        for (Entity entity : entities) {
            if (types.contains(entity.type())) {
                found.add(new Span(entity.type(), entity.start(), entity.end()));
            }
        }
        return found;
    }

    private static final class Overlap {
        private int found;
        private int invented;
        private int missed;

        <T> void add(Set<T> right, Set<T> said) {
            for (T each : said) {
                if (right.contains(each)) {
                    found++;
                } else {
                    invented++;
                }
            }
            for (T each : right) {
                missed += said.contains(each) ? 0 : 1;
            }
        }

        double f1() {
            return found == 0 ? 0 : 2.0 * found / (2 * found + invented + missed);
        }
    }
}
