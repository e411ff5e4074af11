package ar.isac.crm.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.parser.Parser;
import graphql.schema.GraphQLSchema;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import graphql.validation.ValidationError;
import graphql.validation.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

class PanelOperationsTests {

    private static Stream<Resource> resources(String pattern) throws IOException {
        return Stream.of(new PathMatchingResourcePatternResolver().getResources(pattern));
    }

    static Stream<Resource> documents() throws IOException {
        return resources("classpath*:static/**/*.graphql");
    }

    private static String read(Resource resource) {
        try {
            return resource.getContentAsString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static GraphQLSchema schema() throws IOException {
        TypeDefinitionRegistry types = new TypeDefinitionRegistry();
        resources("classpath*:graphql/**/*.graphqls")
                .forEach(resource -> types.merge(new SchemaParser().parse(read(resource))));
        return UnExecutableSchemaGenerator.makeUnExecutableSchema(types);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whatThePanelAsksIsInTheSchema(Resource document) throws IOException {
        List<ValidationError> errors =
                new Validator().validateDocument(schema(), Parser.parse(read(document)), Locale.ROOT);

        assertThat(errors).isEmpty();
    }
}
