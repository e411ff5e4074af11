/** Measurements, run by name and never by the build; docs/benchmarks.md has the commands and the figures. */
@NullMarked
package ar.isac.crm.benchmark;

import org.jspecify.annotations.NullMarked;
