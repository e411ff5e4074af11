package ar.isac.crm.gate;

import ar.isac.crm.security.Actor;
import ar.isac.crm.security.Role;
import java.util.Optional;

/**
 * Whoever asks, as they stand when they ask.
 *
 * @param role what they are now; empty once what they showed is over
 * @param isBound whether only the panel's own documents are taken from them
 */
record Visitor(Actor actor, Optional<Role> role, boolean isBound) {}
