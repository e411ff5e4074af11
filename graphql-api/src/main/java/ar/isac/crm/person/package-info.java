/** What the shop holds about one person, wherever it lies: found, told and erased. */
@NullMarked
package ar.isac.crm.person;

import org.jspecify.annotations.NullMarked;
