/** The advisors' panel as a browser asks for it: one page at all of its addresses, and what was built for it. */
@NullMarked
package ar.isac.crm.panel;

import org.jspecify.annotations.NullMarked;
