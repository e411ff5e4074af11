@NullMarked
package ar.isac.crm.search;

import org.jspecify.annotations.NullMarked;
