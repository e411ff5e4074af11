/** Work that must not be forgotten: announcements not yet published and alarms not yet due. */
@NullMarked
package ar.isac.crm.pending;

import org.jspecify.annotations.NullMarked;
