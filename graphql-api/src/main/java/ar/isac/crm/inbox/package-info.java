/** Lists, the board and the search over conversations and messages, from an index that follows them. */
@NullMarked
package ar.isac.crm.inbox;

import org.jspecify.annotations.NullMarked;
