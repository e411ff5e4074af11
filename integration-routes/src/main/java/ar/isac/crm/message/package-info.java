/** The wire records: what travels between channels, broker and application, free of any provider's JSON and of any database. */
@NullMarked
package ar.isac.crm.message;

import org.jspecify.annotations.NullMarked;
