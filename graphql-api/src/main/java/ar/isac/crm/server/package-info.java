/** What this server is, can do and takes. */
@NullMarked
package ar.isac.crm.server;

import org.jspecify.annotations.NullMarked;
