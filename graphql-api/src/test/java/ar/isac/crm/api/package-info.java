/** The public GraphQL API, asked from outside over HTTP, WebSocket and server-sent events. */
@NullMarked
package ar.isac.crm.api;

import org.jspecify.annotations.NullMarked;
