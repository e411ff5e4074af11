/** What every feature's GraphQL shares: ids, scalars, errors, paging. */
@NullMarked
package ar.isac.crm.graphql;

import org.jspecify.annotations.NullMarked;
