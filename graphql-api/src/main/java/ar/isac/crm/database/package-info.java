/** Where documents are kept: a real MongoDB by its URI, else an embedded server whose every answered write is on disk. */
@NullMarked
package ar.isac.crm.database;

import org.jspecify.annotations.NullMarked;
