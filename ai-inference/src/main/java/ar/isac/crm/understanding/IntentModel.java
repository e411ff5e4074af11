package ar.isac.crm.understanding;

import java.util.List;

/** The understanding of messages. Implementations are safe to share between threads and never throw for any text. */
public interface IntentModel extends AutoCloseable {

    /** Analyses one message of at most 4,096 characters; longer ones are read up to there. */
    MessageAnalysis analyse(String text);

    /** Analyses several independent messages at once, in their order. */
    List<MessageAnalysis> analyse(List<String> texts);

    /** Identifies the weights. */
    String version();

    @Override
    void close();
}
