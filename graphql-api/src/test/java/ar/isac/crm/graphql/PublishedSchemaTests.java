package ar.isac.crm.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import graphql.schema.GraphQLSchema;
import graphql.schema.diff.DiffEvent;
import graphql.schema.diff.DiffLevel;
import graphql.schema.diff.SchemaDiff;
import graphql.schema.diff.SchemaDiffSet;
import graphql.schema.diff.reporting.CapturingReporter;
import graphql.schema.idl.SchemaParser;
import graphql.schema.idl.SchemaPrinter;
import graphql.schema.idl.TypeDefinitionRegistry;
import graphql.schema.idl.UnExecutableSchemaGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * {@code docs/schema.graphql} is the schema as it is; {@code docs/schema-published.graphql} is the one that clients were last
 * promised, and follows it at each release. After a change, run this class with {@code -Dcrm.schema.write=true}.
 */
class PublishedSchemaTests {

    private static final Path DOCS = Path.of("../docs");
    private static final Path CURRENT = DOCS.resolve("schema.graphql");
    private static final Path PUBLISHED = DOCS.resolve("schema-published.graphql");

    private static String schema() throws IOException {
        TypeDefinitionRegistry types = new TypeDefinitionRegistry();
        for (Resource file :
                new PathMatchingResourcePatternResolver().getResources("classpath*:graphql/**/*.graphqls")) {
            types.merge(new SchemaParser().parse(file.getContentAsString(StandardCharsets.UTF_8)));
        }
        GraphQLSchema schema = UnExecutableSchemaGenerator.makeUnExecutableSchema(types);
        return new SchemaPrinter(SchemaPrinter.Options.defaultOptions()
                        .includeSchemaDefinition(true)
                        .includeDirectiveDefinition(name -> name.equals("allowed")))
                .print(schema);
    }

    @Test
    void whatIsPublishedIsTheSchemaAsItIs() throws IOException {
        String schema = schema();
        if (Boolean.getBoolean("crm.schema.write")) {
            Files.writeString(CURRENT, schema);
        }

        assertThat(Files.readString(CURRENT))
                .as("docs/schema.graphql; write it anew with -Dcrm.schema.write=true")
                .isEqualTo(schema);
    }

    @Test
    void aChangeThatBreaksClientsIsInTheChangelog() throws IOException {
        String unreleased = unreleased(Files.readString(DOCS.resolveSibling("CHANGELOG.md")));

        assertThat(breaking(Files.readString(PUBLISHED), schema()))
                .as("Name each under [Unreleased] in CHANGELOG.md")
                .allSatisfy(what -> assertThat(unreleased).contains("`" + what + "`"));
    }

    private static String unreleased(String changelog) {
        return changelog.substring(changelog.indexOf("## [Unreleased]")).split("\n## \\[", 3)[0];
    }

    @Test
    void removedAndNarrowedThingsBreakAndAddedOnesDoNot() {
        String before = "type Query { a: String! b(x: Int): String c: Thing } type Thing { n: Int }";

        assertThat(breaking(before, before + " type More { n: Int }")).isEmpty();
        assertThat(breaking(
                        before, "type Query { a: String! b(x: Int): String c: Thing d: Int } type Thing { n: Int }"))
                .isEmpty();
        assertThat(breaking(before, "type Query { a: String b(x: Int!): String c: Thing } type Thing { m: Int }"))
                .containsExactly("Query.a", "Query.b", "Thing.n");
    }

    /** What no longer does what it was promised to, as Type.field. */
    private static List<String> breaking(String before, String after) {
        CapturingReporter found = new CapturingReporter();
        new SchemaDiff().diffSchema(SchemaDiffSet.diffSetFromSdl(before, after), found);
        return found.getBreakages().stream()
                .filter(event -> event.getLevel() == DiffLevel.BREAKING)
                .flatMap(PublishedSchemaTests::name)
                .distinct()
                .sorted()
                .toList();
    }

    private static Stream<String> name(DiffEvent event) {
        return Stream.of(
                event.getFieldName() == null ? event.getTypeName() : event.getTypeName() + "." + event.getFieldName());
    }
}
