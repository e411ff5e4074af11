/** Who of the team is there now, and how much each may have on their desk. */
@NullMarked
package ar.isac.crm.team;

import org.jspecify.annotations.NullMarked;
