/** Lists of the GraphQL API as files for spreadsheets. */
@NullMarked
package ar.isac.crm.export;

import org.jspecify.annotations.NullMarked;
