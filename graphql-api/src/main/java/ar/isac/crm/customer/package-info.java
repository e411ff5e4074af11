/** The people who write, known by a set of handles on the shop's accounts. */
@NullMarked
package ar.isac.crm.customer;

import org.jspecify.annotations.NullMarked;
