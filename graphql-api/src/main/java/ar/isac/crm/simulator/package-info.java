/** The demo's phones and its stand-in of the platforms' sending API. */
@NullMarked
package ar.isac.crm.simulator;

import org.jspecify.annotations.NullMarked;
