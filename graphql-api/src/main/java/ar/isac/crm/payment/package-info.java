/** Payments: links of Mercado Pago, money recorded by hand, and what becomes of either. */
@NullMarked
package ar.isac.crm.payment;

import org.jspecify.annotations.NullMarked;
