/** The shop's products: stored, imported, searched, and found in what customers write. */
@NullMarked
package ar.isac.crm.catalog;

import org.jspecify.annotations.NullMarked;
