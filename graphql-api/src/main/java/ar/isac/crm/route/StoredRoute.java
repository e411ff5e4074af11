package ar.isac.crm.route;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.data.annotation.Id;
import org.springframework.data.annotation.Version;
import org.springframework.data.mongodb.core.mapping.Document;

/**
 * A channel's file with what it was before.
 *
 * @param id the name of the file without its ending
 * @param revisions the newest first; the last {@value #MOST} and the one that was activated last
 * @param active the number of the revision that was activated last; null before the first time
 */
@Document("channelRoutes")
record StoredRoute(
        @Id String id,
        @Version @Nullable Long version,
        List<Revision> revisions,
        @Nullable Integer active) {

    static final int MOST = 20;

    StoredRoute {
        revisions = List.copyOf(revisions);
    }

    /**
     * One text of the file.
     *
     * @param stagedBy the name of whoever staged it
     * @param activatedAt when it was last activated; null when it never was
     */
    record Revision(
            int number,
            String yaml,
            Instant stagedAt,
            String stagedBy,
            @Nullable Instant activatedAt) {}

    static StoredRoute named(String name) {
        return new StoredRoute(name, null, List.of(), null);
    }

    Optional<Revision> revision(int number) {
        return revisions.stream()
                .filter(revision -> revision.number() == number)
                .findFirst();
    }

    /** The same text again is the same revision. */
    Optional<Revision> revisionOf(String yaml) {
        return revisions.stream()
                .filter(revision -> revision.yaml().equals(yaml))
                .findFirst();
    }

    StoredRoute staged(String yaml, Instant at, String by) {
        if (revisionOf(yaml).isPresent()) {
            return this;
        }
        int number = revisions.stream().mapToInt(Revision::number).max().orElse(0) + 1;
        List<Revision> all = new ArrayList<>();
        all.add(new Revision(number, yaml, at, by, null));
        revisions.stream()
                .filter(revision ->
                        revision.number() > number - MOST || (active != null && revision.number() == active))
                .forEach(all::add);
        return new StoredRoute(id, version, all, active);
    }

    /** Taken out of the folder: what was staged stays, to be activated again. */
    StoredRoute removed() {
        return new StoredRoute(id, version, revisions, null);
    }

    StoredRoute activated(int number, Instant at) {
        return new StoredRoute(
                id,
                version,
                revisions.stream()
                        .map(revision -> revision.number() == number
                                ? new Revision(number, revision.yaml(), revision.stagedAt(), revision.stagedBy(), at)
                                : revision)
                        .toList(),
                number);
    }
}
