/** What advisors have begun to write and not sent yet: on every device of theirs, and in the eyes of the others. */
@NullMarked
package ar.isac.crm.draft;

import org.jspecify.annotations.NullMarked;
