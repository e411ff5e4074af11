/** ISAC: from what customers say to what the shop answers. */
@NullMarked
package ar.isac.crm.assistant;

import org.jspecify.annotations.NullMarked;
