package ar.isac.crm.understanding.training;

import ar.isac.crm.understanding.Intent;
import ar.isac.crm.understanding.MessageAnalysis.EntityType;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A message with what it means.
 *
 * @param text as typed, without marks
 * @param intents the primary one first, at least one
 * @param spans in the order of the text, not overlapping
 * @param persona who wrote it; splits never cut through a persona
 * @param family paraphrases and minimal pairs share it; null when it stands alone
 * @param isMarked whether mentions and flags are labelled, too; of a correction only the intents are known
 */
public record LabelledMessage(
        String text,
        List<Intent> intents,
        List<Span> spans,
        Set<Flag> flags,
        String persona,
        String shop,
        @Nullable String family,
        boolean isMarked) {

    /** A mention, by UTF-16 offsets of the text, {@code end} exclusive. */
    public record Span(EntityType type, int start, int end) {}

    /** Tone and kind of customer. */
    public enum Flag {
        URGENT(0),
        NEGATIVE(1),
        WHOLESALE(2);

        private final int column;

        Flag(int column) {
            this.column = column;
        }

        /** Its place among the network's flag scores. */
        int column() {
            return column;
        }
    }

    /** The same message in other words. */
    LabelledMessage with(String otherText, List<Span> otherSpans) {
        return new LabelledMessage(otherText, intents, otherSpans, flags, persona, shop, family, isMarked);
    }

    /** What answers the message if only one thing can be answered. */
    public Intent primary() {
        return intents.getFirst();
    }

    /** Whether it asks for something, beyond greeting, thanking, agreeing or declining. */
    public boolean isBusiness() {
        return BUSINESS.contains(primary());
    }

    /** Whether it teaches what a mention is: what {@code OTHER} names is not marked, though elsewhere it would be. */
    boolean teachesMentions() {
        return isMarked && primary() != Intent.OTHER;
    }

    static final Set<Intent> BUSINESS = EnumSet.range(Intent.PRODUCT_QUERY, Intent.HUMAN_REQUEST);
}
