package ar.isac.crm.api;

import com.mongodb.event.CommandListener;
import com.mongodb.event.CommandStartedEvent;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.BsonValue;
import org.springframework.context.annotation.Bean;

/**
 * What the product asks of its database, for tests that count it. No component: whoever starts the product in another test would
 * find it, record everything and remember it.
 */
class RecordedCommands {

    /** Swept for work to do, whatever else happens. */
    private static final Set<String> SWEPT = Set.of("aiModels", "catalogChanges", "due", "outbox");

    private static final Set<String> ON_COLLECTIONS =
            Set.of("find", "update", "delete", "findAndModify", "aggregate", "count", "distinct", "insert", "getMore");

    private static final Queue<Command> COMMANDS = new ConcurrentLinkedQueue<>();

    /**
     * @param document the command as it went over the wire
     */
    record Command(String name, String collection, BsonDocument document) {

        /** Every condition by which the command chooses documents. */
        List<BsonDocument> filters() {
            return switch (name) {
                case "find" -> List.of(document.getDocument("filter", new BsonDocument()));
                case "findAndModify" -> List.of(document.getDocument("query", new BsonDocument()));
                case "update" -> each("updates");
                case "delete" -> each("deletes");
                case "insert" -> List.of();
                default -> List.of(new BsonDocument("$" + name, new BsonString("reads everything")));
            };
        }

        private List<BsonDocument> each(String field) {
            return document.getArray(field).stream()
                    .map(BsonValue::asDocument)
                    .map(statement -> statement.getDocument("q"))
                    .toList();
        }
    }

    @Bean
    CommandListener commandRecorder() {
        return new CommandListener() {
            @Override
            public void commandStarted(CommandStartedEvent event) {
                String name = event.getCommandName();
                if (ON_COLLECTIONS.contains(name)) {
                    BsonDocument command = event.getCommand().clone();
                    String field = name.equals("getMore") ? "collection" : name;
                    BsonValue collection = command.get(field);
                    if (collection != null && collection.isString()) {
                        COMMANDS.add(new Command(name, collection.asString().getValue(), command));
                    }
                }
            }
        };
    }

    static void forget() {
        COMMANDS.clear();
    }

    /** Everything since {@link #forget}, without the sweeps. */
    static Stream<Command> recorded() {
        return COMMANDS.stream().filter(command -> !SWEPT.contains(command.collection()));
    }
}
