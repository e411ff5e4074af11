/** The chat window on the shop's own pages: who its visitors are, what they write, what they are shown. */
@NullMarked
package ar.isac.crm.webchat;

import org.jspecify.annotations.NullMarked;
