package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TimeLimitTests {

    @Test
    void whatTakesTooLongIsAnsweredInTimeAndSaysSo() {
        try (Platform platform = new Platform();
                Crm crm = Crm.start(platform, Map.of("crm.graphql.timeout", "1ms"), ScriptedAssistant.class)) {
            Client.Answer answer =
                    Client.admin(crm).ask("{ conversations { nodes { id } } products { nodes { id } } }");

            assertThat(answer.errorCode()).isEqualTo("TIMEOUT");
            assertThat(answer.body().path("data").isMissingNode()
                            || answer.body().path("data").isNull())
                    .isTrue();
        }
    }
}
