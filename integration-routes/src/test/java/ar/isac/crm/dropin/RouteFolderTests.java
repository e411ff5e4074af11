package ar.isac.crm.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.dropin.RouteFolder.DropInFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RouteFolderTests {

    @TempDir
    private Path dir;

    private CamelContext camel;
    private RouteFolder folder;

    @BeforeEach
    void open() throws Exception {
        camel = new DefaultCamelContext();
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:product").routeId("product").transform().constant("product");
            }
        });
        camel.start();
        folder = folder(dir);
    }

    @AfterEach
    void close() {
        folder.close();
        camel.stop();
    }

    @Test
    void whatLiesInTheFolderRunsAndWhatIsWrittenAnewTakesItsPlace() throws Exception {
        put("greeting", route("greeting", "direct:greet", "hola"));
        folder.look();
        assertThat(answer("direct:greet")).isEqualTo("hola");

        put("greeting", route("greeting", "direct:greet", "buenas, qué tal"));
        folder.look();
        assertThat(answer("direct:greet")).isEqualTo("buenas, qué tal");

        Files.delete(dir.resolve("greeting.yaml"));
        folder.look();
        assertThat(camel.getRoute("greeting")).isNull();
        assertThat(folder.files()).isEmpty();
    }

    @Test
    void whatIsTakenOutRunsNoMoreAndStaysAway() throws Exception {
        put("greeting", route("greeting", "direct:greet", "hola"));
        folder.look();

        assertThat(folder.remove("greeting.yaml")).isEmpty();
        assertThat(folder.remove("../greeting.yaml")).isEmpty();
        folder.look();

        assertThat(camel.getRoute("greeting")).isNull();
        assertThat(folder.files()).isEmpty();
        assertThat(dir.resolve("greeting.yaml")).doesNotExist();
    }

    @Test
    void aBrokenFileIsToldOfWithItsPlaceAndWhatRanRunsOn() throws Exception {
        put("greeting", route("greeting", "direct:greet", "hola"));
        folder.look();

        put("greeting", route("greeting", "direct:greet", "\"sin cerrar"));
        put("other", route("other", "direct:other", "otra"));
        folder.look();

        assertThat(answer("direct:greet")).isEqualTo("hola");
        assertThat(answer("direct:other")).isEqualTo("otra");
        DropInFile broken = folder.files().getFirst();
        assertThat(broken.isRunning()).isTrue();
        assertThat(broken.problems().getFirst().line()).isGreaterThanOrEqualTo(6);
    }

    @Test
    void aRouteThatCannotStartLeavesNothingBehind() throws Exception {
        put(
                "half",
                route("first", "direct:first", "1")
                        + route("second", "nonsense:x", "2").replace("constant: 2", "constant: \"2\""));
        folder.look();

        assertThat(camel.getRoutes()).extracting("id").containsExactly("product");
        assertThat(folder.files().getFirst().isRunning()).isFalse();
        assertThat(folder.files().getFirst().problems().getFirst().message()).contains("nonsense");
    }

    @Test
    void aStepThatCamelDoesNotKnowIsNamedWithItsLine() throws Exception {
        put("typo", route("typo", "direct:typo", "x").replace("setBody", "setBoddy"));
        folder.look();

        RouteProblem problem = folder.files().getFirst().problems().getFirst();
        assertThat(problem.message()).contains("setBoddy");
        assertThat(problem.line()).isEqualTo(6);
    }

    @Test
    void nobodyTakesThePlaceOfTheProductsRoutesOrQueues() throws Exception {
        put("a", route("product", "direct:mine", "mine"));
        put("b", route("thief", "hub:queue:crm.inbound", "mine"));
        folder.look();

        assertThat(answer("direct:product")).isEqualTo("product");
        assertThat(folder.files()).extracting(DropInFile::isRunning).containsExactly(false, false);
        assertThat(folder.files().getFirst().problems())
                .isEqualTo(List.of(new RouteProblem("There is another route with the id product", 2, 9)));
        assertThat(folder.files().getLast().problems().getFirst().line()).isEqualTo(4);
    }

    @Test
    void aFolderThatIsNotThereIsAnEmptyOne() {
        RouteFolder none = folder(dir.resolve("none"));

        none.look();

        assertThat(none.files()).isEmpty();
    }

    private RouteFolder folder(Path at) {
        return new RouteFolder(new RouteSettings(at), new HubRoutes(camel), Sandboxes.withoutAccounts());
    }

    private void put(String name, String text) throws Exception {
        Files.writeString(dir.resolve(name + ".yaml"), text);
    }

    private static String route(String id, String from, String answer) {
        return """
                - route:
                    id: %s
                    from:
                      uri: %s
                      steps:
                        - setBody:
                            constant: %s
                """.formatted(id, from, answer);
    }

    private String answer(String uri) {
        return camel.createProducerTemplate().requestBody(uri, "", String.class);
    }
}
