package ar.isac.crm.gate;

import ar.isac.crm.graphql.TrustedDocuments;
import graphql.ExecutionResult;
import graphql.execution.instrumentation.ExecuteObjectInstrumentationContext;
import graphql.execution.instrumentation.InstrumentationContext;
import graphql.execution.instrumentation.InstrumentationState;
import graphql.execution.instrumentation.SimpleInstrumentationContext;
import graphql.execution.instrumentation.SimplePerformantInstrumentation;
import graphql.execution.instrumentation.parameters.InstrumentationCreateStateParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecuteOperationParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionParameters;
import graphql.execution.instrumentation.parameters.InstrumentationExecutionStrategyParameters;
import graphql.execution.instrumentation.parameters.InstrumentationValidationParameters;
import graphql.language.Document;
import graphql.parser.Parser;
import graphql.schema.GraphQLType;
import graphql.schema.GraphQLTypeUtil;
import graphql.validation.ValidationError;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/**
 * Refuses what is too large, each thing as soon as it can be known: signs before parsing, shape before validation, cost
 * before the first field; and tells every client what its operation cost.
 */
@Component
@Order(0)
class Limits extends SimplePerformantInstrumentation {

    private final GateSettings settings;
    private final Budgets budgets;
    private final TrustedDocuments documents;

    Limits(GateSettings settings, Budgets budgets, TrustedDocuments documents) {
        this.documents = documents;
        this.settings = settings;
        this.budgets = budgets;
    }

    /** What one operation asked for and took. */
    private static final class Bill implements InstrumentationState {

        private final LongAdder taken = new LongAdder();
        private volatile long asked = -1;
    }

    @Override
    public InstrumentationState createState(InstrumentationCreateStateParameters parameters) {
        return new Bill();
    }

    @Override
    public @Nullable InstrumentationContext<Document> beginParse(
            InstrumentationExecutionParameters parameters, InstrumentationState state) {
        Visitor visitor = parameters.getGraphQLContext().get(Visitor.class);
        if (visitor != null && visitor.isBound() && !documents.contains(parameters.getQuery())) {
            throw new UnknownDocument();
        }
        DocumentScan.check(parameters.getQuery(), settings.tokens());
        return SimpleInstrumentationContext.noOp();
    }

    @Override
    public @Nullable InstrumentationContext<List<ValidationError>> beginValidation(
            InstrumentationValidationParameters parameters, InstrumentationState state) {
        Shape.check(parameters.getDocument(), settings);
        return SimpleInstrumentationContext.noOp();
    }

    @Override
    public @Nullable InstrumentationContext<ExecutionResult> beginExecuteOperation(
            InstrumentationExecuteOperationParameters parameters, InstrumentationState state) {
        long cost = Cost.of(parameters.getExecutionContext());
        if (state instanceof Bill bill) {
            bill.asked = cost;
        }
        if (cost > settings.cost()) {
            throw Excess.of("Cost", cost, settings.cost());
        }
        Visitor visitor = parameters.getExecutionContext().getGraphQLContext().get(Visitor.class);
        if (visitor != null) {
            budgets.take(visitor.actor().id(), cost).ifPresent(Limits::tooMuch);
        }
        return SimpleInstrumentationContext.noOp();
    }

    private static void tooMuch(Duration wait) {
        throw new RateLimited(wait);
    }

    @Override
    public @Nullable ExecuteObjectInstrumentationContext beginExecuteObject(
            InstrumentationExecutionStrategyParameters parameters, InstrumentationState state) {
        GraphQLType type = GraphQLTypeUtil.unwrapAll(parameters
                .getExecutionStrategyParameters()
                .getExecutionStepInfo()
                .getType());
        if (state instanceof Bill bill && Cost.isReadById(type)) {
            bill.taken.increment();
        }
        return ExecuteObjectInstrumentationContext.NOOP;
    }

    /** Before anything is executed, what is wrong is the document, which the engine places, or a variable, which it only names. */
    private static ExecutionResult withPlaces(ExecutionResult result, InstrumentationExecutionParameters parameters) {
        boolean isOfVariables = result.getErrors().stream()
                .map(error -> String.valueOf(error.getMessage()))
                .anyMatch(message -> message.startsWith("Variable '") || message.startsWith("The variables input"));
        if (!isOfVariables) {
            return result;
        }
        Document document = new Parser().parseDocument(parameters.getQuery());
        return result.transform(builder -> builder.errors(result.getErrors().stream()
                .map(error -> VariableFault.placed(
                        error,
                        parameters.getSchema(),
                        document,
                        parameters.getExecutionInput().getVariables()))
                .toList()));
    }

    @Override
    public CompletableFuture<ExecutionResult> instrumentExecutionResult(
            ExecutionResult result, InstrumentationExecutionParameters parameters, InstrumentationState state) {
        if (!(state instanceof Bill bill) || bill.asked < 0) {
            return CompletableFuture.completedFuture(withPlaces(result, parameters));
        }
        Map<Object, Object> cost = new LinkedHashMap<>();
        cost.put("requested", bill.asked);
        if (result.isDataPresent()) {
            cost.put("actual", bill.taken.sum());
        }
        cost.put("max", settings.cost());
        return CompletableFuture.completedFuture(result.transform(builder -> builder.addExtension("cost", cost)));
    }
}
