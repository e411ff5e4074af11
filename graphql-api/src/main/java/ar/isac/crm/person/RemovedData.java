package ar.isac.crm.person;

import java.util.Set;

/** The plainest share: of some collections, everything that mentions the person goes. */
public abstract class RemovedData implements PersonalData {

    private final Mentions mentions;
    private final Set<String> collections;

    protected RemovedData(Mentions mentions, String... collections) {
        this.mentions = mentions;
        this.collections = Set.of(collections);
    }

    @Override
    public final Set<String> collections() {
        return collections;
    }

    @Override
    public final void erase(Person person) {
        collections.forEach(collection -> mentions.remove(collection, person));
    }
}
