/** The inbox's lists and searches, through the running product. */
@NullMarked
package ar.isac.crm.inbox;

import org.jspecify.annotations.NullMarked;
