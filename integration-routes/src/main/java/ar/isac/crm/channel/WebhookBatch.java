package ar.isac.crm.channel;

import ar.isac.crm.channel.Payload.UnreadableField;
import ar.isac.crm.message.InboundUpdate;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * One webhook body, understood: every piece of every entry and change is in exactly one of the lists, or counted. One piece
 * is one update, except that a message with several attachments is several.
 *
 * @param updates to be published
 * @param unintelligible pieces of the right platform that could not be understood: parked, while the others go on
 * @param acknowledged how many pieces the platform sends for information only (account and template events, reads)
 */
public record WebhookBatch(List<InboundUpdate> updates, List<Unintelligible> unintelligible, int acknowledged) {

    public WebhookBatch {
        updates = List.copyOf(updates);
        unintelligible = List.copyOf(unintelligible);
    }

    /**
     * A piece of a body that could not be understood.
     *
     * @param reason names the field, never a value
     * @param raw the body narrowed to this piece: once mended, it can be parsed again
     */
    public record Unintelligible(String reason, String raw) {}

    /** Sorts a body's pieces while a channel walks through it. Not for several threads. */
    public static final class Builder {

        private final List<InboundUpdate> updates = new ArrayList<>();
        private final List<Unintelligible> unintelligible = new ArrayList<>();
        private int acknowledged;

        /** Reads one piece; an empty list means that it was for information only. */
        @FunctionalInterface
        public interface Reader {
            List<? extends InboundUpdate> read(Payload piece) throws UnreadableField;
        }

        /** What to do with one container of pieces. */
        @FunctionalInterface
        public interface Visitor {
            void visit(Payload container);
        }

        public void acknowledge() {
            acknowledged++;
        }

        public void park(String reason, String raw) {
            unintelligible.add(new Unintelligible(reason, raw));
        }

        /** Visits every object of the list in {@code name}; what is not an object, or no list at all, is parked. */
        public void each(Payload container, String name, Visitor visitor) {
            JsonNode value = container.node(name);
            if (!(value instanceof ArrayNode list)) {
                park(
                        container
                                .unreadable(name, value == null ? "is missing" : "is not a list")
                                .reason(),
                        container.alone(name, value, false));
                return;
            }
            int visited = 0;
            List<Payload> objects = container.objects(name);
            for (int i = 0; i < list.size(); i++) {
                if (list.get(i).isObject()) {
                    visitor.visit(objects.get(visited++));
                } else {
                    park(
                            container
                                    .unreadable(name + "[" + i + "]", "is not an object")
                                    .reason(),
                            container.alone(name, list.get(i), true));
                }
            }
        }

        /**
         * Reads one piece. A piece that fails is parked alone, whatever the reason: Meta repeats a refused body for days, and
         * the pieces beside it would be refused with it.
         *
         * @param companion parked along with it
         */
        public void read(Payload piece, @Nullable Payload companion, Reader reader) {
            try {
                List<? extends InboundUpdate> read = reader.read(piece);
                if (read.isEmpty()) {
                    acknowledge();
                }
                updates.addAll(read);
            } catch (UnreadableField e) {
                park(e.reason(), piece.aloneWith(companion));
            } catch (RuntimeException e) {
                park(piece.path() + " failed: " + e.getClass().getName(), piece.aloneWith(companion));
            }
        }

        public WebhookBatch build() {
            return new WebhookBatch(updates, unintelligible, acknowledged);
        }
    }
}
