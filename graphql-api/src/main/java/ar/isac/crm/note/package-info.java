/** What the people of the shop tell each other about a conversation; customers never see it. */
@NullMarked
package ar.isac.crm.note;

import org.jspecify.annotations.NullMarked;
