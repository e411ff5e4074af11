/** Letters that could not be handled and wait for a person. */
@NullMarked
package ar.isac.crm.deadletter;

import org.jspecify.annotations.NullMarked;
