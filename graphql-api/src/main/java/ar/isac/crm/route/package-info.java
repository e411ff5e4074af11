/** Channels that people add over the API: tried, kept by revisions, activated, taken back. */
@NullMarked
package ar.isac.crm.route;

import org.jspecify.annotations.NullMarked;
