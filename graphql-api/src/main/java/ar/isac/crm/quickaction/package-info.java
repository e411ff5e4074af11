/** What advisors do from inside a chat: products, the shop's place, transfers, and steps that the shop has prepared. */
@NullMarked
package ar.isac.crm.quickaction;

import org.jspecify.annotations.NullMarked;
