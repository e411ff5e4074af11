package ar.isac.crm.event;

import ar.isac.crm.event.StoredEvents.StoredEvent;
import ar.isac.crm.message.ConversationEvent;
import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.springframework.data.mongodb.core.MongoTemplate;
import org.springframework.stereotype.Component;

/** Events of a person's conversations: their numbers stay, since a gap would make every subscriber begin anew. */
@Component
class EventData implements PersonalData {

    private final MongoTemplate database;
    private final Mentions mentions;

    EventData(MongoTemplate database, Mentions mentions) {
        this.database = database;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("events");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    @Override
    public void erase(Person person) {
        List<Long> numbers = new ArrayList<>();
        mentions.each("events", person, event -> numbers.add(event.getLong("_id")));
        for (Long number : numbers) {
            StoredEvent event = database.findById(number, StoredEvent.class);
            if (event != null) {
                String key = Person.ERASED + "/" + number;
                database.save(new StoredEvent(
                        number,
                        key,
                        new ConversationEvent(
                                key,
                                ConversationEvent.Type.CONVERSATION_CHANGED,
                                Person.ERASED,
                                null,
                                event.event().occurredAt())));
            }
        }
    }
}
