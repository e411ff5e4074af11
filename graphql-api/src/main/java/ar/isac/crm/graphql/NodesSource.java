package ar.isac.crm.graphql;

import java.util.Collection;
import java.util.Map;

/** A feature's objects that many are asked for at once: a hundred ids cost it as many calls of the database as one. */
public interface NodesSource extends NodeSource {

    /** The objects by these ids; those that do not exist, or that the one who asks may not see, are missing. */
    Map<String, Object> findAll(Collection<String> rawIds);
}
