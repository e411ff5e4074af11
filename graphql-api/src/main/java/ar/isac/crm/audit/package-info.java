/** Who did what over the API, and what came of it. */
@NullMarked
package ar.isac.crm.audit;

import org.jspecify.annotations.NullMarked;
