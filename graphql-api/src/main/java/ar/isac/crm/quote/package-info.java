/** Quotes: what the shop offers a customer, with prices that hold until a day. */
@NullMarked
package ar.isac.crm.quote;

import org.jspecify.annotations.NullMarked;
