package ar.isac.crm.gate;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.graphql.server.WebGraphQlHandler;
import org.springframework.graphql.server.WebGraphQlResponse;
import org.springframework.graphql.server.webmvc.GraphQlHttpHandler;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(GateSettings.class)
class GateConfiguration {

    /** Some refusals are worth a status that proxies and clients act upon. */
    @Bean
    GraphQlHttpHandler graphQlHttpHandler(WebGraphQlHandler handler) {
        return new GraphQlHttpHandler(handler) {
            @Override
            protected HttpStatus selectResponseStatus(WebGraphQlResponse response, MediaType contentType) {
                boolean isLimited = response.getErrors().stream()
                        .anyMatch(error ->
                                RateLimited.CODE.equals(error.getExtensions().get("code")));
                return isLimited ? HttpStatus.TOO_MANY_REQUESTS : super.selectResponseStatus(response, contentType);
            }
        };
    }
}
