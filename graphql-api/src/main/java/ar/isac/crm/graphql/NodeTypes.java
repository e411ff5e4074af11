package ar.isac.crm.graphql;

import graphql.schema.GraphQLObjectType;
import graphql.schema.TypeResolver;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.execution.ClassNameTypeResolver;
import org.springframework.graphql.execution.RuntimeWiringConfigurer;

/** Which type of the schema an object behind {@code node} is: that of its class's name, unless its source says that it is its own. */
@Configuration(proxyBeanMethods = false)
class NodeTypes {

    @Bean
    RuntimeWiringConfigurer typesOfNodes(ObjectProvider<NodeSource> sources) {
        ClassNameTypeResolver byName = new ClassNameTypeResolver();
        TypeResolver resolver = environment -> {
            Object thing = environment.getObject();
            Optional<GraphQLObjectType> own = sources.stream()
                    .filter(source -> source.isOwn(thing))
                    .map(source -> environment.getSchema().getObjectType(source.type()))
                    .findFirst();
            return own.orElseGet(() -> byName.getType(environment));
        };
        return wiring -> wiring.type("Node", type -> type.typeResolver(resolver));
    }
}
