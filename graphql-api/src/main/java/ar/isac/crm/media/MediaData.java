package ar.isac.crm.media;

import ar.isac.crm.person.Mentions;
import ar.isac.crm.person.Person;
import ar.isac.crm.person.PersonalData;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * Files that were announced about a person. The bytes themselves are under their hash, the same for everybody who sent the same
 * picture: they are {@link #remove}d only once nothing that is stored speaks of them.
 */
@Component
public class MediaData implements PersonalData {

    private final MediaStore store;
    private final Mentions mentions;

    MediaData(MediaStore store, Mentions mentions) {
        this.store = store;
        this.mentions = mentions;
    }

    @Override
    public Set<String> collections() {
        return Set.of("uploads");
    }

    @Override
    public boolean isTold() {
        return false;
    }

    /** An upload of somebody else's picture is forgotten two days later anyway. */
    @Override
    public void erase(Person person) {
        Set<String> media = person.all(Person.MEDIA);
        if (!media.isEmpty()) {
            mentions.removeNaming("uploads", media);
        }
    }

    /** Removes bytes; what is not there is removed already. */
    public void remove(Set<String> ids) {
        ids.forEach(store::remove);
    }
}
