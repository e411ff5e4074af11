package ar.isac.crm.assistant;

import ar.isac.crm.understanding.IntentModel;
import ar.isac.crm.understanding.MessageAnalysis;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** A model that reads what it was told to. */
final class ScriptedModel implements IntentModel {

    private final Map<String, MessageAnalysis> analyses = new ConcurrentHashMap<>();
    private volatile boolean isBroken;

    void reads(String text, String script) {
        analyses.put(text, DialogueFile.analysis(text, script));
    }

    void breaks() {
        isBroken = true;
    }

    void recovers() {
        isBroken = false;
    }

    @Override
    public MessageAnalysis analyse(String text) {
        return analyse(List.of(text)).getFirst();
    }

    @Override
    public List<MessageAnalysis> analyse(List<String> texts) {
        if (isBroken) {
            throw new IllegalStateException("broken");
        }
        return texts.stream()
                .map(text -> Objects.requireNonNull(analyses.get(text), text))
                .toList();
    }

    @Override
    public String version() {
        return "scripted";
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
