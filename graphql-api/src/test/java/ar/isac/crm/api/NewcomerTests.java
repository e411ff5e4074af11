package ar.isac.crm.api;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.way.Crm;
import ar.isac.crm.way.Platform;
import ar.isac.crm.way.ScriptedAssistant;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A shop whose identity provider may bring people, and is down at first. */
class NewcomerTests {

    @Test
    void whereTheSettingsSaySoSomebodyNewBecomesAnAdvisorAndNoAdministrator() {
        IdentityProviderStandIn down = new IdentityProviderStandIn(0);
        down.close();
        Map<String, String> settings = Map.of(
                "CRM_OIDC_ISSUER",
                down.issuer(),
                "CRM_OIDC_CLIENT_ID",
                IdentityProviderStandIn.CLIENT,
                "CRM_OIDC_CLIENT_SECRET",
                IdentityProviderStandIn.SECRET,
                "CRM_OIDC_NEW_ADVISORS",
                "ANALYST");
        try (Platform platform = new Platform();
                Crm open = Crm.start(platform, settings, ScriptedAssistant.class)) {
            SignOnTests.assertRefused(SignOnTests.send(URI.create(open.url() + "/login/oidc"), ""), "UNAVAILABLE");
            assertThat(Client.login(open, "ana@demo.shop", Client.PASSWORD).statusCode())
                    .isEqualTo(204);

            try (IdentityProviderStandIn up = new IdentityProviderStandIn(down.port())) {
                up.person = SignOnTests.person("New@Demo.Shop", true);
                HttpResponse<String> back = SignOnTests.comeBack(open);
                SignOnTests.comeBack(open);

                Client somebody = new Client(open, "Cookie", Client.cookie(back), "Sec-Fetch-Site", "same-origin");
                assertThat(somebody.ask("{ viewer { role } }")
                                .at("/viewer/role")
                                .asString())
                        .isEqualTo("ANALYST");
            }
            assertThat(Client.admin(open)
                            .ask("{ advisors { email } }")
                            .at("/advisors")
                            .findValuesAsString("email"))
                    .containsOnlyOnce("new@demo.shop");
            assertThat(Client.login(open, "new@demo.shop", "").statusCode()).isEqualTo(401);
            assertThat(Client.login(open, "new@demo.shop", Client.PASSWORD).statusCode())
                    .isEqualTo(401);
        }
    }
}
