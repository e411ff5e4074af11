/** What the embedded indexes behind lists and searches share. */
@NullMarked
package ar.isac.crm.search;

import org.jspecify.annotations.NullMarked;
