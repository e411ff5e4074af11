/** The real product in a real browser, with the simulator as the customer. */
@NullMarked
package ar.isac.crm.browser;

import org.jspecify.annotations.NullMarked;
