/** Conversations and their messages: intake, numbering, lanes, control, and what advisors do with them. */
@NullMarked
package ar.isac.crm.conversation;

import org.jspecify.annotations.NullMarked;
