/** The labels that people put on customers and conversations. */
@NullMarked
package ar.isac.crm.tag;

import org.jspecify.annotations.NullMarked;
