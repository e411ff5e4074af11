/** Sales: what was sold, its stock and its receipt. */
@NullMarked
package ar.isac.crm.sale;

import org.jspecify.annotations.NullMarked;
