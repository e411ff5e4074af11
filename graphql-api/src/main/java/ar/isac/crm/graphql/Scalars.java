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

    @Bean
    RuntimeWiringConfigurer scalarWiring() {
        return wiring -> wiring.scalar(ExtendedScalars.GraphQLLong)
                .scalar(scalar("DateTime", Instant::parse, Object::toString))
                .scalar(scalar("Decimal", BigDecimal::new, value -> ((BigDecimal) value).toPlainString()))
                .scalar(scalar("URL", URI::create, Object::toString))
                .scalar(scalar(
                        "CurrencyCode", code -> Currency.getInstance(code.toUpperCase(Locale.ROOT)), Object::toString));
    }

    private static <T> GraphQLScalarType scalar(
            String name, Function<String, T> parse, Function<Object, String> serialize) {
        return GraphQLScalarType.newScalar()
                .name(name)
                .coercing(new AsString<>(name, parse, serialize))
                .build();
    }

    private record AsString<T>(String name, Function<String, T> parse, Function<Object, String> serialize)
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
                throw new CoercingParseValueException("Not a " + name, e);
            }
        }

        @Override
        public T parseLiteral(Value<?> input, CoercedVariables variables, GraphQLContext context, Locale locale) {
            if (input instanceof StringValue text) {
                try {
                    return parse.apply(text.getValue());
                } catch (IllegalArgumentException | DateTimeParseException e) {
                    throw new CoercingParseLiteralException("Not a " + name, e);
                }
            }
            throw new CoercingParseLiteralException("A " + name + " is written as a string");
        }
    }
}
