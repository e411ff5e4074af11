/** Mutations whose client tries again: one key, one effect, one result. */
@NullMarked
package ar.isac.crm.idempotency;

import org.jspecify.annotations.NullMarked;
