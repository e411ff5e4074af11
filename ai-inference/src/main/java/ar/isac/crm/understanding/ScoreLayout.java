package ar.isac.crm.understanding;

import ar.isac.crm.understanding.MessageAnalysis.EntityType;

/** Which number of the network's output means what. Weights are tied to it: a changed order needs a new training. */
@SuppressWarnings("EnumOrdinal") // The one place where an enum's order is a column, on purpose.
public final class ScoreLayout {

    /** Tags of one word: 0 outside; 2t+1 begins and 2t+2 continues entity type t. */
    public static final int TAGS = 1 + 2 * EntityType.values().length;

    private static final Intent[] INTENTS = Intent.values();

    private ScoreLayout() {}

    /** The column of a primary intent; an independent one stands {@code Intent.values().length} further right. */
    public static int columnOf(Intent intent) {
        return intent.ordinal();
    }

    /** The primary intent of a column. */
    public static Intent intentOf(int column) {
        return INTENTS[column];
    }

    /** The tag of a word of a mention: its first one, or one that continues it. 0 is outside. */
    public static int tagOf(EntityType type, boolean begins) {
        return 1 + 2 * type.ordinal() + (begins ? 0 : 1);
    }
}
