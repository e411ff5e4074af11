/** What somebody has to do, or the shop has to write, at a later time. */
@NullMarked
package ar.isac.crm.followup;

import org.jspecify.annotations.NullMarked;
