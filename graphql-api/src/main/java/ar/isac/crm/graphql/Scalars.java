package ar.isac.crm.graphql;

import graphql.GraphQLContext;
import graphql.execution.CoercedVariables;
import graphql.language.StringValue;
import graphql.language.Value;
import graphql.scalars.ExtendedScalars;
import graphql.schema.Coercing;
import graphql.schema.CoercingParseLiteralException;
import graphql.schema.CoercingParseValueException;
import graphql.schema.GraphQLScalarType;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Currency;
import java.util.Locale;
import java.util.function.Function;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/** The scalars of {@code schema.graphqls}, each a Java type on one side and a string on the other. */
@Configuration(proxyBeanMethods = false)
class Scalars {

    private static final int MOST_DIGITS = 18;
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999Z");

    @Bean
    RuntimeWiringConfigurer scalarWiring() {
        return wiring -> wiring.scalar(ExtendedScalars.GraphQLLong)
                .scalar(scalar(
                        "a DateTime such as 2030-03-02T14:05:00Z or 2030-03-02T11:05:00-03:00",
                        "DateTime",
                        Scalars::instant,
                        Object::toString))
                .scalar(scalar(
                        "a Decimal such as 1500000.00, with at most 18 digits before the point and as many behind it",
                        "Decimal",
                        Scalars::decimal,
                        value -> ((BigDecimal) value).toPlainString()))
                .scalar(scalar("a URL such as https://example.com/page", "URL", URI::create, Object::toString))
                .scalar(scalar(
                        "a CurrencyCode such as ARS",
                        "CurrencyCode",
                        code -> Currency.getInstance(code.toUpperCase(Locale.ROOT)),
                        Object::toString));
    }

    /** RFC 3339 has years of four digits; farther ones are nobody's appointment and no engine stores them. */
    private static Instant instant(String text) {
        Instant instant = Instant.parse(text);
        if (instant.isBefore(EARLIEST) || !instant.isBefore(LATEST)) {
            throw new IllegalArgumentException("Not within four digits of years");
        }
        return instant;
    }

    /** A short exponent can stand for more digits than there is memory. */
    private static BigDecimal decimal(String text) {
        BigDecimal number = new BigDecimal(text);
        if ((long) number.precision() - number.scale() > MOST_DIGITS || number.scale() > MOST_DIGITS) {
            throw new IllegalArgumentException("Too many digits");
        }
        return number;
    }

    private static <T> GraphQLScalarType scalar(
            String like, String name, Function<String, T> parse, Function<Object, String> serialize) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new AsString<>(like, parse, serialize))
                .build();
    }

    /** @param like what is expected, in words and with an example */
    private record AsString<T>(String like, Function<String, T> parse, Function<Object, String> serialize)
            implements Coercing<T, String> {

        @Override
        public String serialize(Object value, GraphQLContext context, Locale locale) {
            return serialize.apply(value);
        }

        @Override
        public T parseValue(Object input, GraphQLContext context, Locale locale) {
            try {
                return parse.apply(input.toString());
            } catch (IllegalArgumentException | DateTimeParseException e) {
                throw new CoercingParseValueException("Not " + like, e);
            }
        }

        @Override
        public T parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                try {
                    return parse.apply(text.getValue());
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    throw new CoercingParseLiteralException("Not " + like, e);
                }
            }
            throw new CoercingParseLiteralException("Not a string, but " + like + " is written as one");
        }
    }
}
