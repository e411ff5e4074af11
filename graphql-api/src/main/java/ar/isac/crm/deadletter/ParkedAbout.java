package ar.isac.crm.deadletter;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Which letters are about something. */
@Component
public class ParkedAbout {

    private final KeptLetters letters;

    ParkedAbout(KeptLetters letters) {
        this.letters = letters;
    }

    /** A letter, without what is written in it. */
    public record Parked(String id, @Nullable String step, Instant at) {}

    /** The newest letters that name something. Looks through all of them. */
    public List<Parked> naming(String id, int most) {
        return letters.newestFirst(letter -> letter.body().contains(id), most, null).nodes().stream()
                .map(letter -> new Parked(
                        letter.id(), letter.letter().step(), letter.letter().parkedAt()))
                .toList();
    }
}
