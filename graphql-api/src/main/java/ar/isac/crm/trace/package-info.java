/** The way that a message went through the product, for operators and integrators. */
@NullMarked
package ar.isac.crm.trace;

import org.jspecify.annotations.NullMarked;
