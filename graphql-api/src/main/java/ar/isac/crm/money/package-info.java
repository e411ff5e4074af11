/** Exact amounts of money, how they are written for people and how they are read from people. */
@NullMarked
package ar.isac.crm.money;

import org.jspecify.annotations.NullMarked;
