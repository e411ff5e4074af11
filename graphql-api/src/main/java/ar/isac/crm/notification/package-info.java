/** What a person of the shop has to be told at once. */
@NullMarked
package ar.isac.crm.notification;

import org.jspecify.annotations.NullMarked;
