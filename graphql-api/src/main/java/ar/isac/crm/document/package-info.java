/** Papers that customers are handed, as PDF. */
@NullMarked
package ar.isac.crm.document;

import org.jspecify.annotations.NullMarked;
