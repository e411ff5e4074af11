package ar.isac.crm.assistant;

import ar.isac.crm.understanding.MessageAnalysis;
import java.util.List;

/** What the customer sent since the last answer, in its order. */
record Turn(List<Input> inputs) {

    Turn {
        inputs = List.copyOf(inputs);
    }

    /** One thing of it. */
    sealed interface Input {}

    /** Words, and what the model makes of them. */
    record Written(String text, MessageAnalysis analysis) implements Input {}

    /** A button or row of ours. */
    record Pressed(Action action) implements Input {}

    /** Something that says nothing in words. */
    record Attached(Kind kind) implements Input {

        /** What it is to us. */
        enum Kind {
            STICKER,
            OTHER
        }
    }

    /** A cart of the channel's catalogue, without its prices: those are the customer's copy. */
    record Ordered(List<Selling.Line> lines) implements Input {
        public Ordered {
            lines = List.copyOf(lines);
        }
    }

    /** The product of the channel's catalogue from whose page the customer wrote: what they say is about it. */
    record About(String sku) implements Input {}

    <T extends Input> List<T> all(Class<T> kind) {
        return inputs.stream().filter(kind::isInstance).map(kind::cast).toList();
    }
}
