/** A message's whole way, through the real parts: webhook, broker, database, model, and a platform that the tests can look into. */
@NullMarked
package ar.isac.crm.way;

import org.jspecify.annotations.NullMarked;
