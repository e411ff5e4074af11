/** Who may do what: advisors, sessions, tokens, roles. */
@NullMarked
package ar.isac.crm.security;

import org.jspecify.annotations.NullMarked;
