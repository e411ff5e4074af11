package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ar.isac.crm.message.MessageContent;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import graphql.language.AstPrinter;
import graphql.language.EnumTypeDefinition;
import graphql.language.FieldDefinition;
import graphql.language.ImplementingTypeDefinition;
import graphql.language.InputObjectTypeDefinition;
import graphql.language.Type;
import graphql.language.TypeDefinition;
import graphql.language.UnionTypeDefinition;
import graphql.parser.InvalidSyntaxException;
import graphql.parser.Parser;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLFieldsContainer;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLInterfaceType;
import graphql.schema.GraphQLNamedSchemaElement;
import graphql.schema.GraphQLObjectType;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.schema.GraphQLUnionType;
import graphql.schema.idl.SchemaParser;
import graphql.validation.Validator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.graphql.autoconfigure.GraphQlSourceBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.graphql.execution.GraphQlSource;
import org.springframework.graphql.execution.SchemaReport;

class SchemaTests {

    /** Their one rule is that their name says everything: a description would only repeat it. */
    private static final Set<String> ENUMS_OF_PLAIN_WORDS = Set.of(
            "Author",
            "Control",
            "ConversationStatus",
            "ChannelType",
            "Direction",
            "EntityType",
            "EscalationReason",
            "HandleKind",
            "Intent",
            "MediaKind",
            "Priority",
            "Segment");

    private static final List<SchemaReport> REPORTS = new ArrayList<>();

    private static Platform platform;
    private static Crm crm;

    /** No component, or every other test would look through the schema at its start. */
    static class Inspection {

        @Bean
        GraphQlSourceBuilderCustomizer inspectSchema() {
            return builder -> builder.inspectSchemaMappings(
                    types -> Stream.of(MessageContent.class.getPermittedSubclasses())
                            .forEach(type -> types.classMapping(type.getSimpleName(), type)),
                    REPORTS::add);
        }
    }

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(platform, Map.of(), ScriptedAssistant.class, Inspection.class);
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @Test
    void everyFieldAndArgumentOfTheSchemaIsBacked() {
        SchemaReport report = REPORTS.getLast();

        assertThat(report.unmappedFields()).isEmpty();
        assertThat(report.unmappedArguments()).isEmpty();
        assertThat(report.unmappedRegistrations()).isEmpty();
    }

    @Test
    void whatTheSchemaPromisesNeverToBeNullIsNeverNull() {
        SchemaReport report = REPORTS.getLast();

        assertThat(report.fieldNullnessErrors()).isEmpty();
        assertThat(report.argumentNullnessErrors()).isEmpty();
    }

    @Test
    void everythingIsDescribedExceptTheWordsOfPlainEnums() {
        List<String> undescribed = new ArrayList<>();
        for (GraphQLNamedSchemaElement type : schema().getAllTypesAsList()) {
            if (type.getName().startsWith("__")) {
                continue;
            }
            note(undescribed, "", type);
            switch (type) {
                case GraphQLObjectType object -> fields(undescribed, object.getName(), object.getFieldDefinitions());
                case GraphQLInterfaceType object -> fields(undescribed, object.getName(), object.getFieldDefinitions());
                case GraphQLInputObjectType input ->
                    input.getFieldDefinitions().forEach(field -> note(undescribed, input.getName() + ".", field));
                case GraphQLEnumType words
                when !ENUMS_OF_PLAIN_WORDS.contains(words.getName()) ->
                    words.getValues().forEach(value -> note(undescribed, words.getName() + ".", value));
                default -> {}
            }
        }

        assertThat(undescribed).isEmpty();
    }

    private static void fields(List<String> undescribed, String type, List<GraphQLFieldDefinition> fields) {
        for (GraphQLFieldDefinition field : fields) {
            note(undescribed, type + ".", field);
            field.getArguments().forEach(argument -> note(undescribed, type + "." + field.getName() + ".", argument));
        }
    }

    private static void note(List<String> undescribed, String prefix, GraphQLNamedSchemaElement element) {
        String description = element.getDescription();
        if (description == null || description.isBlank()) {
            undescribed.add(prefix + element.getName());
        }
    }

    @Test
    void everyMutationTakesOneInputAndAnswersWithUserErrors() {
        for (GraphQLFieldDefinition mutation : schema().getMutationType().getFieldDefinitions()) {
            String name = mutation.getName().substring(0, 1).toUpperCase(Locale.ROOT)
                    + mutation.getName().substring(1);
            assertThat(mutation.getArguments())
                    .as(mutation.getName())
                    .singleElement()
                    .satisfies(argument -> {
                        assertThat(argument.getName()).isEqualTo("input");
                        assertThat(argument.getType()).hasToString(name + "Input!");
                    });
            assertThat(mutation.getType()).hasToString(name + "Payload!");
            assertThat(schema().getObjectType(name + "Payload")
                            .getFieldDefinition("userErrors")
                            .getType())
                    .hasToString("[UserError!]!");
        }
    }

    @Test
    void everyDocumentOfThePanelIsValid() throws IOException {
        Resource[] documents =
                new PathMatchingResourcePatternResolver().getResources("classpath*:static/panel/**/*.graphql");

        assumeThat(documents).as("The panel's documents").isNotEmpty();
        for (Resource document : documents) {
            assertThat(errors(document.getContentAsString(StandardCharsets.UTF_8)))
                    .as(document.getFilename())
                    .isEmpty();
        }
    }

    /** What the guides print is what people copy. */
    @Test
    void everyDocumentOfTheGuidesIsValid() throws IOException {
        Pattern document = Pattern.compile(
                "```graphql\\n(?<fenced>.*?)```|\\bask '(?<asked>\\{ .*?|mutation.*?)'|\"query\": ?\"(?<posted>[^\"$]+(?:\\$[^\"]*)?)\"",
                Pattern.DOTALL);
        Map<String, Object> wrong = new TreeMap<>();
        int found = 0;
        try (Stream<Path> files = Files.walk(Path.of("../docs"))) {
            for (Path guide :
                    files.filter(file -> file.toString().endsWith(".md")).toList()) {
                Matcher matcher = document.matcher(Files.readString(guide));
                while (matcher.find()) {
                    String text = Stream.of("fenced", "asked", "posted")
                            .map(matcher::group)
                            .filter(Objects::nonNull)
                            .findFirst()
                            .orElseThrow();
                    found++;
                    List<?> errors = errorsOrParse(text);
                    if (!errors.isEmpty()) {
                        wrong.put(guide.getFileName() + ": " + text, errors);
                    }
                }
            }
        }

        assertThat(found).isGreaterThan(15);
        assertThat(wrong).isEmpty();
    }

    private static List<?> errorsOrParse(String text) {
        try {
            // A guide may show two that are sent one after the other.
            return errors(text).stream()
                    .filter(error -> !error.toString().contains("LoneAnonymousOperation"))
                    .toList();
        } catch (InvalidSyntaxException unreadable) {
            return List.of(String.valueOf(unreadable.getMessage()));
        }
    }

    /** {@code contract/core.graphqls}: names, types, arguments and values that clients rely on. */
    @Test
    void whatClientsRelyOnIsThereToTheLetter() throws IOException {
        List<String> missing = new ArrayList<>();

        new SchemaParser()
                .parse(new ClassPathResource("contract/core.graphqls").getContentAsString(StandardCharsets.UTF_8))
                .types()
                .values()
                .forEach(wanted -> missing.addAll(Core.missing(wanted, schema())));

        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsMissingOfTheCoreIsNamed() {
        String core = """
                type Viewer { shoeSize: Int! role: Shoe! }
                type Query { node(id: Int!): Any }
                enum Control { ASSISTANT ROBOT }
                union MessageContent = TextContent | SmellContent
                type Shoe { id: ID! }
                """;

        assertThat(new SchemaParser()
                        .parse(core).types().values().stream()
                                .flatMap(wanted -> Core.missing(wanted, schema()).stream()))
                .containsExactlyInAnyOrder(
                        "Viewer.shoeSize",
                        "Viewer.role: Shoe!",
                        "Query.node(id: Int!)",
                        "Control.ROBOT",
                        "MessageContent | SmellContent",
                        "Shoe");
    }

    /** Compares what is wanted of a type with what there is. */
    private static final class Core {

        static List<String> missing(TypeDefinition<?> wanted, GraphQLSchema schema) {
            GraphQLType type = schema.getType(wanted.getName());
            if (type == null) {
                return List.of(wanted.getName());
            }
            return switch (wanted) {
                case ImplementingTypeDefinition<?> object
                when type instanceof GraphQLFieldsContainer there -> fields(object, there);
                case InputObjectTypeDefinition input
                when type instanceof GraphQLInputObjectType there ->
                    input.getInputValueDefinitions().stream()
                            .filter(field -> there.getFieldDefinition(field.getName()) == null
                                    || !isAs(
                                            field.getType(),
                                            there.getFieldDefinition(field.getName())
                                                    .getType()))
                            .map(field -> wanted.getName() + "." + field.getName())
                            .toList();
                case EnumTypeDefinition words
                when type instanceof GraphQLEnumType there ->
                    words.getEnumValueDefinitions().stream()
                            .filter(value -> there.getValue(value.getName()) == null)
                            .map(value -> wanted.getName() + "." + value.getName())
                            .toList();
                case UnionTypeDefinition union
                when type instanceof GraphQLUnionType there ->
                    union.getMemberTypes().stream()
                            .map(AstPrinter::printAst)
                            .filter(member -> there.getTypes().stream()
                                    .noneMatch(each -> each.getName().equals(member)))
                            .map(member -> wanted.getName() + " | " + member)
                            .toList();
                default -> List.of(wanted.getName() + " is another kind of type");
            };
        }

        private static List<String> fields(ImplementingTypeDefinition<?> wanted, GraphQLFieldsContainer there) {
            List<String> missing = new ArrayList<>();
            for (FieldDefinition field : wanted.getFieldDefinitions()) {
                String name = wanted.getName() + "." + field.getName();
                GraphQLFieldDefinition found = there.getFieldDefinition(field.getName());
                if (found == null) {
                    missing.add(name);
                } else if (!isAs(field.getType(), found.getType())) {
                    missing.add(name + ": " + AstPrinter.printAst(field.getType()));
                } else {
                    field.getInputValueDefinitions().stream()
                            .filter(argument -> found.getArgument(argument.getName()) == null
                                    || !isAs(
                                            argument.getType(),
                                            found.getArgument(argument.getName())
                                                    .getType()))
                            .map(argument -> name + "(" + argument.getName() + ": "
                                    + AstPrinter.printAst(argument.getType()) + ")")
                            .forEach(missing::add);
                }
            }
            return missing;
        }

        private static boolean isAs(Type<?> wanted, GraphQLType there) {
            String name = AstPrinter.printAst(wanted);
            return name.equals("Any") || name.equals(GraphQLTypeUtil.simplePrint(there));
        }
    }

    @Test
    void aDocumentWithAnUnknownFieldIsInvalid() {
        assertThat(errors("{ viewer { shoeSize } }")).isNotEmpty();
    }

    private static List<?> errors(String document) {
        return new Validator().validateDocument(schema(), Parser.parse(document), Locale.ROOT);
    }

    private static GraphQLSchema schema() {
        return crm.bean(GraphQlSource.class).schema();
    }
}
