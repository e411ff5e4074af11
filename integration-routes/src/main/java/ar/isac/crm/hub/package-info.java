/** The hub: the broker, the routes that carry every message, and the one-verb ports that the application implements for them. */
@NullMarked
package ar.isac.crm.hub;

import org.jspecify.annotations.NullMarked;
