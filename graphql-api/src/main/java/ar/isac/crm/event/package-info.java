/** The numbered log of events and this node's feed of it. */
@NullMarked
package ar.isac.crm.event;

import org.jspecify.annotations.NullMarked;
