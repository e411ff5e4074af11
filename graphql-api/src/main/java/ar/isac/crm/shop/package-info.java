/** The shop's own settings: place, time, language, currency, and whether this is the demo. */
@NullMarked
package ar.isac.crm.shop;

import org.jspecify.annotations.NullMarked;
