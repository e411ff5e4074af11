/** The command line: train, evaluate, classify. */
@NullMarked
package ar.isac.crm.understanding.cli;

import org.jspecify.annotations.NullMarked;
