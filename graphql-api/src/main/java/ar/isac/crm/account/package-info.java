/** The shop's accounts on the channels: how to reach them, who answers on them, and what ails them. */
@NullMarked
package ar.isac.crm.account;

import org.jspecify.annotations.NullMarked;
