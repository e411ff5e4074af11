/** Who of the team has which conversation before them, and who is writing in it, at this moment. */
@NullMarked
package ar.isac.crm.activity;

import org.jspecify.annotations.NullMarked;
