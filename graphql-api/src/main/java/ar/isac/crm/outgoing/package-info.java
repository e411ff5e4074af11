/** What happens in the shop, told to other systems: signed webhooks, and the queue of customers. */
@NullMarked
package ar.isac.crm.outgoing;

import org.jspecify.annotations.NullMarked;
