/** What stands before every GraphQL operation: how large it may be, what it may cost, who may ask for which field. */
@NullMarked
package ar.isac.crm.gate;

import org.jspecify.annotations.NullMarked;
