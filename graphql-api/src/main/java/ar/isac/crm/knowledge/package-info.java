/** What the shop knows of itself and says to customers: articles, opening hours, canned replies. */
@NullMarked
package ar.isac.crm.knowledge;

import org.jspecify.annotations.NullMarked;
