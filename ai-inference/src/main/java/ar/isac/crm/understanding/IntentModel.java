package ar.isac.crm.understanding;

import java.util.List;

/** The understanding of messages. Implementations are safe to share between threads and never throw for any text. */
public interface IntentModel extends AutoCloseable {

    /** Analyses one message of at most 4,096 characters; longer ones are read up to there. */
    MessageAnalysis analyse(String text);

    /** Analyses several independent messages at once, in their order. */
    List<MessageAnalysis> analyse(List<String> texts);

    /** Analyses one message with what the shop sells and takes as a hint; a model that cannot use it reads the words. */
    default MessageAnalysis analyse(String text, ShopTerms terms) {
        return analyse(text);
    }

    /** Analyses several independent messages of one shop, in their order. */
    default List<MessageAnalysis> analyse(List<String> texts, ShopTerms terms) {
        return analyse(texts);
    }

    /** Identifies the weights. */
    String version();

    @Override
    void close();
}
