/** Erases and tells all that the shop holds about one person, whatever features hold it. */
@NullMarked
package ar.isac.crm.privacy;

import org.jspecify.annotations.NullMarked;
