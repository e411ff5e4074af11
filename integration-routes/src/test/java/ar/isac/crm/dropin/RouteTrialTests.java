package ar.isac.crm.dropin;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.dropin.RouteTrials.Report;
import ar.isac.crm.dropin.RouteTrials.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTrialTests {

    private final RouteTrials trials = new RouteTrials(Clock.systemUTC());

    private static final String TEXT = """
            {"update_id": 1, "message": {"message_id": 5, "date": 1790000000, "text": "hola, ¿tenés stock?",
             "from": {"id": 77, "first_name": "Ana", "last_name": "Paz"}, "chat": {"id": 77, "type": "private"}}}""";

    @Test
    void aTrialTellsWhatASampleIsUnderstoodAsAndWhatWouldBeCalled() {
        Report report = tried(telegram(), TEXT, "{\"ok\": true, \"result\": {\"message_id\": 9}}");

        assertThat(report.problems()).isEmpty();
        assertThat(report.kind()).isEqualTo("telegram");
        assertThat(report.inbound().getFirst())
                .contains("\"externalId\":\"77:5\"")
                .contains("\"profileName\":\"Ana Paz\"")
                .contains("¿tenés stock?");
        assertThat(report.calls().getFirst().url()).isEqualTo("sample-apiUrl/botsample-token/sendMessage");
        assertThat(report.calls().getFirst().body()).contains("\"chat_id\":\"77\"");
        assertThat(report.outcome()).isEqualTo("ACCEPTED 77:9");
    }

    @Test
    void aSampleThatARouteCannotReadIsAProblemOfTheStepThatFailed() {
        Report report = tried(telegram(), "not json", null);

        assertThat(report.problems().getFirst().message()).contains("not JSON");
        assertThat(report.problems().getFirst().line()).isNotNull();
        assertThat(report.outcome()).isNull();
    }

    @Test
    void whatIsNotTheNeutralJsonIsNamedByItsField() {
        Report report = tried(telegram().replace("externalId: id, customer", "externalID: id, customer"), TEXT, null);

        assertThat(report.problems().getFirst().message()).contains("externalID");
    }

    @Test
    void aMessageOfNobodyIsAProblem() {
        Report report = tried(telegram(), TEXT.replace("\"from\"", "\"form\""), null);

        assertThat(report.problems().getFirst().message()).contains("address");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "uri: https://telegram | uri: file:/etc",
                "uri: https://telegram | uri: exec:sh",
                "uri: https://telegram | uri: hub:queue:crm.inbound",
                "uri: https://telegram | uri: https://telegram?httpClientConfigurer=#class:x.Y",
                "- to: direct:crm-inbound | - toD: direct:crm-inbound",
                "- to: direct:crm-inbound | - bean: { ref: vault, method: open }",
                "- to: direct:crm-inbound | - script: { groovy: x }",
                "- to: direct:crm-inbound | - to: direct:publish",
                "simple: \"${bodyAs(String)}\" | simple: \"${bean:vault}\"",
                "simple: \"${bodyAs(String)}\" | simple: \"${body.getClass}\"",
                "simple: \"${bodyAs(String)}\" | simple: \"${sysenv:CRM_ADMIN_TOKEN}\"",
                "simple: \"${bodyAs(String)}\" | simple: \"${exchange.context}\"",
                "simple: \"${bodyAs(String)}\" | simple: \"{{env:CRM_ADMIN_TOKEN}}\"",
                "simple: \"${bodyAs(String)}\" | groovy: \"1\"",
                "constant: application/json; charset=utf-8 | constant: \"#class:java.io.File\"",
                "type: byte[] | type: java.io.File",
                "authentication: TOKEN | authentication: NONE",
                "kind: telegram | kind: whatsapp",
                "type: TELEGRAM | type: WHATSAPP",
                "uri: direct:channel:telegram:out | uri: direct:publish",
                "id: channel:telegram:media | id: intake",
                "text: { longest: 4096 } | text: { longest: none }",
                "kind: IMAGE, | kind: IMAGES,",
            })
    void whatAChannelMayNotDoIsRefusedWithItsPlace(String usual, String instead) {
        String yaml = telegram();
        assertThat(yaml).contains(usual);
        int line = (int) yaml.substring(0, yaml.indexOf(usual)).lines().count();

        Report report = tried(
                yaml.replaceFirst(
                        java.util.regex.Pattern.quote(usual), java.util.regex.Matcher.quoteReplacement(instead)),
                TEXT,
                null);

        assertThat(report.problems()).isNotEmpty();
        assertThat(report.calls()).isEmpty();
        assertThat(report.problems().getFirst().line()).isBetween(line - 1, line + 1);
        assertThat(report.problems().getFirst().column()).isPositive();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "- setBody: | - setBoddy:",
                "jq: .recipient.address | jq: .recipient.(",
                "description: Sends a message by the bot | description: 'x",
                "simple: \"${exchangeProperty.pressed} != ''\" | simple: \"${exchangeProperty.pressed} !=\"",
            })
    void whatIsNoRouteIsRefusedWithItsPlace(String usual, String instead) {
        Report report = tried(
                telegram()
                        .replaceFirst(
                                java.util.regex.Pattern.quote(usual),
                                java.util.regex.Matcher.quoteReplacement(instead)),
                TEXT,
                null);

        assertThat(report.problems()).isNotEmpty();
        assertThat(report.problems().getFirst().line()).isNotNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "elif .voice then | elif .voice than",
                "if .signal == \"TYPING\" then \"sendChatAction\" else | if .signal == \"TYPING\" then \"sendChatAction\" els",
            })
    void aFaultWithinAnExpressionIsToldByItsOwnLineAndColumn(String usual, String instead) {
        String yaml = telegram().replace(usual, instead);
        String before = yaml.substring(0, yaml.indexOf(instead));

        RouteProblem problem = tried(yaml, TEXT, null).problems().getFirst();

        assertThat(problem.message()).startsWith("Not a jq expression").hasSizeLessThan(300);
        assertThat(problem.line()).isEqualTo((int) before.lines().count());
        assertThat(problem.column()).isGreaterThan(before.length() - before.lastIndexOf('\n'));
    }

    @Test
    void anEMailIsTriedAsMailProgramsShowItWithItsFiles() {
        Report report = trials.run("email.yaml", shipped("email"), new Sample("""
                        From: Ana <ana@example.com>
                        Subject: =?utf-8?Q?Cotizaci=C3=B3n?=
                        Message-ID: <1@example.com>
                        MIME-Version: 1.0
                        Content-Type: multipart/mixed; boundary="b"

                        --b
                        Content-Type: text/plain; charset=utf-8

                        ¿Me pasás precio?

                        --b
                        Content-Type: application/pdf
                        Content-Disposition: attachment; filename="lista.pdf"

                        %PDF
                        --b--
                        """, Map.of(), null));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inbound()).hasSize(2);
        assertThat(report.inbound().getFirst()).contains("Cotización\\n¿Me pasás precio?");
        assertThat(report.inbound().getLast()).contains("lista.pdf", "DOCUMENT", "<1@example.com>#2");
    }

    @Test
    void plainRoutesAreNotForTheApi() {
        Report report = tried("- route: { id: x, from: { uri: 'timer:x', steps: [] } }", "{}", null);

        assertThat(report.problems().getFirst().message()).contains("no «- channel:»");
    }

    @Test
    void theProcessIsOutOfReachOfJq() {
        String yaml = telegram()
                .replace("$settings.apiUrl // \"https://api.telegram.org\"", "(env.PATH // $ENV.PATH // \"none\")");

        Report report = tried(yaml, TEXT, "{}");

        assertThat(report.calls().getFirst().url()).startsWith("none/bot");
    }

    @Test
    void aRouteThatNeverEndsIsGivenUp() {
        Report report = tried(
                telegram().replace("jq: .callback_query.id // \"\"", "jq: '[range(3000000)] | length'"), TEXT, "{}");

        assertThat(report.problems().size() + report.calls().size()).isPositive();
    }

    @Test
    void theWebchatOfTheGuideUnderstandsWhatAVisitorWroteAndChose() {
        Report report = trials.run(
                "webchat.yaml",
                shipped("webchat"),
                new Sample(
                        "{\"visitor\":\"v1\",\"id\":\"1\",\"option\":{\"id\":\"yes\",\"title\":\"Sí\"},\"at\":\"2026-01-01T00:00:00Z\"}",
                        Map.of(),
                        null));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inbound().getFirst()).contains("interactiveReply").contains("\"v1\"");
        assertThat(report.outcome()).isEqualTo("ACCEPTED sample-attempt");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "Auto-Submitted: no | 1",
                "Auto-Submitted: auto-replied | 0",
                "Precedence: bulk | 0",
                "List-Id: <x.y> | 0",
            })
    void theEMailOfTheGuideUnderstandsWhatPeopleWroteAndNoMachine(String header, int messages) {
        Report report = trials.run(
                "email.yaml",
                shipped("email"),
                new Sample(
                        "Quiero dos.\n\nEl lun, 2 ene 2026 a las 10:00, La tienda <a@b.c> escribió:\n> ¿cuántos?\n",
                        Map.of(
                                "From",
                                "\"Ana Paz\" <Ana@Example.com>",
                                "Subject",
                                "Zapatillas",
                                "Message-ID",
                                "<1@example.com>",
                                "Date",
                                "Mon, 5 Jan 2026 10:15:00 -0300 (ART)",
                                header.substring(0, header.indexOf(": ")),
                                header.substring(header.indexOf(": ") + 2)),
                        null));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inbound()).hasSize(messages);
        report.inbound()
                .forEach(message -> assertThat(message)
                        .contains(
                                "\"ana@example.com\"",
                                "\"Ana Paz\"",
                                "Zapatillas\\nQuiero dos.\"",
                                "2026-01-05T13:15:00Z"));
        assertThat(report.calls().getLast().body()).isEqualTo("¡Hola!");
        assertThat(report.outcome()).isEqualTo("ACCEPTED <sample@sample>");
    }

    @Test
    void theExampleOfTheGuideWorksAsItStands() throws IOException {
        String guide = Files.readString(Path.of("..", "docs", "how-to", "add-a-channel.md"));
        String yaml = guide.substring(guide.indexOf("```yaml") + 7).replaceFirst("(?s)```.*", "");

        Report report = trials.run(
                "sms.yaml",
                yaml,
                new Sample(
                        "{\"id\":\"1\",\"from\":\"+5491155550000\",\"body\":\"hola\",\"at\":\"2026-01-01T00:00:00Z\"}",
                        Map.of(),
                        "{\"id\":\"s1\"}"));

        assertThat(report.problems()).isEmpty();
        assertThat(report.inbound().getFirst()).contains("PHONE", "hola");
        assertThat(report.calls().getFirst().url()).isEqualTo("sample-apiUrl/messages");
        assertThat(report.outcome()).isEqualTo("ACCEPTED s1");
    }

    private Report tried(String yaml, String body, @Nullable String answer) {
        return trials.run("telegram.yaml", yaml, new Sample(body, Map.of(), answer));
    }

    private static String telegram() {
        return shipped("telegram");
    }

    private static String shipped(String name) {
        return Sandboxes.shipped(name);
    }
}
