package ar.isac.crm.gate;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much one may ask at once. The figures are published in {@code docs/how-to/try-the-graphql-api.md}.
 *
 * @param body the largest request
 * @param tokens the most words and signs of a document
 * @param depth the most levels of an operation's selection, introspection aside
 * @param aliases the most aliases of an operation
 * @param rootFields the most fields at its top
 * @param directives the most directives of an operation
 * @param fields the most fields of an operation, fragments written out
 * @param cost the most objects that it may ask for, see {@link Cost}
 * @param timeout how long an answer may take
 * @param budget how much somebody may ask for at once, in the same unit
 * @param budgetPerSecond how fast that fills up again
 */
@ConfigurationProperties("crm.graphql")
record GateSettings(
        @DefaultValue("256KB") DataSize body,
        @DefaultValue("5000") int tokens,
        @DefaultValue("12") int depth,
        @DefaultValue("30") int aliases,
        @DefaultValue("10") int rootFields,
        @DefaultValue("20") int directives,
        @DefaultValue("1000") int fields,
        @DefaultValue("5000") int cost,
        @DefaultValue("PT10S") Duration timeout,
        @DefaultValue("100000") int budget,
        @DefaultValue("10000") int budgetPerSecond) {}
