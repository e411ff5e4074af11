/** The shop's own words to customers, outside the assistant's talk. */
@NullMarked
package ar.isac.crm.phrase;

import org.jspecify.annotations.NullMarked;
