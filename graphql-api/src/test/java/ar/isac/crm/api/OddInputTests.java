package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.graphql.GlobalId;
import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import graphql.schema.GraphQLArgument;
import graphql.schema.GraphQLEnumType;
import graphql.schema.GraphQLFieldDefinition;
import graphql.schema.GraphQLInputObjectField;
import graphql.schema.GraphQLInputObjectType;
import graphql.schema.GraphQLList;
import graphql.schema.GraphQLNonNull;
import graphql.schema.GraphQLSchema;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.springframework.graphql.execution.GraphQlSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What programs send by mistake, to every field of every input and every argument of the roots: it is done or refused in words,
 * with the field that is wrong, and never fails inside. A field that is new is tried as well.
 */
@Timeout(300)
class OddInputTests {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** Half a minute is the machine's, the rest would be ours. */
    private static final Duration IN_TIME = Duration.ofSeconds(10);

    /** Would start a training here. */
    private static final Set<String> TOO_LONG_TO_TRY = Set.of("trainModel");

    /** What they take away, others need: they come last. */
    private static final List<String> TAKING_AWAY = List.of("delete", "discard", "remove", "revoke", "erase", "merge");

    private static Platform platform;
    private static Crm crm;
    private static Client admin;
    private static Inputs inputs;

    @BeforeAll
    static void start() {
        platform = new Platform();
        crm = Crm.start(
                platform,
                Map.of(
                        "CRM_ASSISTANT_BURST_WINDOW",
                        "PT0S",
                        "crm.graphql.budget",
                        "100000000",
                        "CRM_ROUTES_DIR",
                        "/nowhere/at/all"));
        inputs = new Inputs(schema(), Samples.make(crm, platform, "5491155573001"));
        admin = Client.loggedIn(crm, "admin@demo.shop");
    }

    @AfterAll
    static void stop() {
        crm.close();
        platform.close();
    }

    @TestFactory
    Stream<DynamicTest> noMutationFailsInside() {
        return schema().getMutationType().getFieldDefinitions().stream()
                .filter(field -> !TOO_LONG_TO_TRY.contains(field.getName()))
                .sorted(Comparator.comparing(OddInputTests::takesAway))
                .map(field -> DynamicTest.dynamicTest(field.getName(), () -> {
                    List<String> faults = new ArrayList<>();
                    String document = inputs.document(field);
                    variants(inputs.of(field), field.getName())
                            .forEach(variant -> check(document, Map.of("input", variant), field.getName(), faults));
                    assertThat(faults).isEmpty();
                }));
    }

    private static boolean takesAway(GraphQLFieldDefinition mutation) {
        return TAKING_AWAY.stream().anyMatch(mutation.getName()::startsWith);
    }

    @TestFactory
    Stream<DynamicTest> noQueryFailsInside() {
        return schema().getQueryType().getFieldDefinitions().stream()
                .filter(field -> !field.getArguments().isEmpty())
                .map(field -> DynamicTest.dynamicTest(field.getName(), () -> {
                    List<String> faults = new ArrayList<>();
                    for (GraphQLArgument argument : field.getArguments()) {
                        for (Object odd : odd(argument.getType(), argument.getName(), field.getName())) {
                            ask(field, argument, odd, faults);
                        }
                    }
                    assertThat(faults).isEmpty();
                }));
    }

    private static void ask(
            GraphQLFieldDefinition field, GraphQLArgument odd, @Nullable Object value, List<String> faults) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        List<GraphQLArgument> given = field.getArguments().stream()
                .filter(argument ->
                        argument.equals(odd) || Inputs.isRequired(argument.getType(), argument.hasSetDefaultValue()))
                .toList();
        given.forEach(argument -> variables.put(
                argument.getName(),
                argument.equals(odd) ? value : inputs.usual(argument.getType(), argument.getName(), field.getName())));
        String document = "query(" + listed(given, "$%1$s: %2$s") + ") { " + field.getName() + "("
                + listed(given, "%1$s: $%1$s") + ")"
                + (GraphQLTypeUtil.isLeaf(GraphQLTypeUtil.unwrapAll(field.getType())) ? "" : " { __typename }") + " }";
        check(document, variables, field.getName(), faults);
    }

    private static String listed(List<GraphQLArgument> arguments, String pattern) {
        return arguments.stream()
                .map(argument -> pattern.formatted(argument.getName(), GraphQLTypeUtil.simplePrint(argument.getType())))
                .collect(Collectors.joining(", "));
    }

    private static void check(String document, Map<String, ?> variables, String field, List<String> faults) {
        String body = JSON.writeValueAsString(Map.of("query", document, "variables", variables));
        if (body.length() > 250_000) {
            return;
        }
        long start = System.nanoTime();
        Client.Answer answer = admin.post("/graphql", body);
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        String said = answer.response().body();
        String asked = field + " " + shortened(String.valueOf(variables));
        if (!said.startsWith("{") || said.contains("INTERNAL_ERROR") || said.contains("Exception")) {
            faults.add(asked + " → " + answer.status() + " " + shortened(said));
        }
        if (took.compareTo(IN_TIME) > 0) {
            faults.add(asked + " took " + took);
        }
        if (said.length() > 20_000) {
            faults.add(asked + " is answered with " + said.length() + " characters");
        }
        if (variables.get("input") instanceof Map<?, ?> input) {
            Set<String> names = names(input, new HashSet<>());
            for (JsonNode error : answer.body().at("/data/" + field + "/userErrors")) {
                for (JsonNode step : error.path("path")) {
                    String name = step.asString();
                    if (!name.matches("\\d+") && !isOfInput(name, names, field)) {
                        faults.add(asked + " → a path that leads nowhere: " + shortened(error.toString()));
                    }
                }
            }
        }
    }

    private static Set<String> names(@Nullable Object value, Set<String> names) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((name, inner) -> {
                names.add(String.valueOf(name));
                names(inner, names);
            });
        } else if (value instanceof List<?> list) {
            list.forEach(inner -> names(inner, names));
        }
        return names;
    }

    /** What is missing is wrong too, although the input does not have it. */
    private static boolean isOfInput(String name, Set<String> names, String mutation) {
        return names.contains(name)
                || declared(inputs.of(schema().getMutationType().getFieldDefinition(mutation)))
                        .contains(name);
    }

    private static Set<String> declared(GraphQLInputObjectType input) {
        Set<String> names = new HashSet<>();
        for (GraphQLInputObjectField field : input.getFieldDefinitions()) {
            names.add(field.getName());
            if (GraphQLTypeUtil.unwrapAll(field.getType()) instanceof GraphQLInputObjectType inner
                    && !inner.equals(input)) {
                names.addAll(declared(inner));
            }
        }
        return names;
    }

    private static String shortened(String text) {
        return text.length() > 300 ? text.substring(0, 300) + "…(" + text.length() + ")" : text;
    }

    /** The input as it must be at least, and each of its fields in turn as it may be by mistake. */
    private static List<Map<String, @Nullable Object>> variants(GraphQLInputObjectType input, String mutation) {
        List<Map<String, @Nullable Object>> variants = new ArrayList<>();
        variants.add(inputs.least(input, mutation));
        for (GraphQLInputObjectField field : input.getFieldDefinitions()) {
            for (Object odd : odd(field.getType(), field.getName(), mutation)) {
                Map<String, @Nullable Object> variant = inputs.least(input, mutation);
                variant.put(field.getName(), odd);
                variants.add(variant);
            }
        }
        return variants;
    }

    private static List<@Nullable Object> odd(GraphQLType type, String name, String of) {
        List<@Nullable Object> odd = new ArrayList<>();
        if (!(type instanceof GraphQLNonNull)) {
            odd.add(null);
        }
        GraphQLType bare = GraphQLTypeUtil.unwrapNonNull(type);
        switch (bare) {
            case GraphQLList list -> {
                odd.add(List.of());
                Object usual = inputs.usual(list.getWrappedType(), name, of);
                odd.add(List.of(usual, usual));
                odd.add(Collections.nCopies(10_000, usual));
                odd(list.getWrappedType(), name, of).stream()
                        .filter(item -> item != null)
                        .forEach(item -> odd.add(List.of(item)));
            }
            case GraphQLEnumType words -> words.getValues().forEach(value -> odd.add(value.getName()));
            case GraphQLInputObjectType input -> {
                odd.add(Map.of());
                for (GraphQLInputObjectField field : input.getFieldDefinitions()) {
                    for (Object inner : odd(field.getType(), field.getName(), of)) {
                        Map<String, @Nullable Object> variant = inputs.least(input, of);
                        variant.put(field.getName(), inner);
                        odd.add(variant);
                    }
                }
            }
            default ->
                odd.addAll(
                        switch (GraphQLTypeUtil.simplePrint(bare)) {
                            case "Int" -> List.of(-1, 0, Integer.MAX_VALUE, Integer.MIN_VALUE, "x");
                            case "Long" -> List.of(-1, 0, Long.MAX_VALUE, Long.MIN_VALUE);
                            case "Float" -> List.of(-1, 0, 1e300);
                            case "Boolean" -> List.of(true, false, "x");
                            case "DateTime" ->
                                List.of(
                                        "0001-01-01T00:00:00Z",
                                        "9999-12-31T00:00:00Z",
                                        "+1000000-01-01T00:00:00Z",
                                        "2030-01-01T10:00:00-03:00",
                                        "2030-01-01T10:00:00",
                                        "mañana",
                                        5);
                            case "Decimal" ->
                                List.of("-1", "0", "0.001", "999999999999999999", "1E999999999", "NaN", "", 1.5);
                            case "CurrencyCode" -> List.of("USD", "XXX", "");
                            case "URL" ->
                                List.of("", "x", "javascript:alert(1)", "http://" + "a".repeat(3_000) + ".example/");
                            case "ID" ->
                                List.of(
                                        "",
                                        "%%%",
                                        GlobalId.of(inputs.entity(of), "nobody"),
                                        GlobalId.of(inputs.entity(of), ""),
                                        String.valueOf(inputs.samples().get("Product")),
                                        String.valueOf(inputs.samples().get("Advisor")),
                                        String.valueOf(inputs.samples().get(inputs.type(name, of))),
                                        "x".repeat(3_000),
                                        7);
                            default ->
                                List.of(
                                        "",
                                        "  ",
                                        "x",
                                        "ñandú 💛 👩‍👩‍👧 \u202e",
                                        "💛".repeat(2_048),
                                        "x".repeat(100_000),
                                        "\u0000\u0001\n\t",
                                        "*:[\\\"(^~$.{}",
                                        7);
                        });
        }
        return odd;
    }

    private static GraphQLSchema schema() {
        return crm.bean(GraphQlSource.class).schema();
    }
}
