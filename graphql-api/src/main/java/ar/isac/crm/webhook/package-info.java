/** The HTTP doors that the platforms knock at. */
@NullMarked
package ar.isac.crm.webhook;

import org.jspecify.annotations.NullMarked;
