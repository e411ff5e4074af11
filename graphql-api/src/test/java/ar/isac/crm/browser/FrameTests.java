package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.APIResponse;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ReducedMotion;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FrameTests {

    @RegisterExtension
    static final Panel panel = Panel.ofDemo();

    @Test
    void aWrongPasswordIsToldAndTheRightOneGetsIn() {
        Page page = panel.page("/");
        page.locator("input[name=email]").fill("ana@demo.shop");
        page.locator("input[name=password]").fill("wrong");
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Entrar").setExact(true))
                .click();
        assertThat(page.getByRole(AriaRole.ALERT)).isVisible(Panel.visibly());

        Panel.logIn(page, "ana@demo.shop");

        assertThat(page.getByRole(AriaRole.BUTTON, named("Menú: Ana"))).isVisible(Panel.visibly());
    }

    @Test
    void languageAndDarkModeAreSwitchedWithTheKeyboardAloneAndKept() {
        Page page = panel.loggedIn("ana@demo.shop", "/");

        run(page, "Idioma: English");
        assertThat(page.getByRole(AriaRole.BUTTON, named("Menu: Ana"))).isVisible(Panel.visibly());
        run(page, "Appearance: Dark");
        assertThat(page.locator("html")).hasAttribute("data-mantine-color-scheme", "dark");

        page.reload();
        assertThat(page.locator("html")).hasAttribute("data-mantine-color-scheme", "dark");
        assertThat(page.locator("html")).hasAttribute("lang", "en-US");
        run(page, "Language: Português");
        assertThat(page.locator("html")).hasAttribute("lang", "pt-BR");
    }

    @Test
    void everyAddressCanBeReloadedAndUnknownOnesSaySo() {
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");

        page.reload();
        assertThat(page.locator("#panel")).isVisible(Panel.visibly());
        for (String path : List.of(
                "/today",
                "/board",
                "/follow-ups",
                "/customers",
                "/catalogue",
                "/quotes",
                "/sales",
                "/knowledge",
                "/settings")) {
            page.navigate(panel.crm().url() + path);
            assertThat(page.locator("#page h1")).isVisible(Panel.visibly());
        }
        page.navigate(panel.crm().url() + "/settings/there-is-no-such-page");
        assertThat(page.locator("#panel")).isVisible(Panel.visibly());
    }

    @Test
    void aShopThatNobodyHasWrittenToSaysSoAndOffersToBeTheFirstCustomer() {
        Page page = panel.loggedIn("ana@demo.shop", "/inbox");

        assertThat(page.locator("#conversations")).containsText("Todavía no escribió nadie.");
        assertThat(page.locator("#conversations a[href='/simulator']")).isVisible();
    }

    @Test
    void aShopWithoutAChannelLeadsWhoMayConnectOneToItAndTheOthersToWhoMay() {
        for (String email : List.of("ana@demo.shop", "admin@demo.shop")) {
            Page page = panel.loggedIn(email, "/settings");
            // The demo has its channels from the beginning.
            page.route("**/graphql", route -> {
                if (String.valueOf(route.request().postData()).contains("\"operationName\":\"WhatThereIs\"")) {
                    APIResponse answer = route.fetch();
                    route.fulfill(new Route.FulfillOptions()
                            .setResponse(answer)
                            .setBody(answer.text().replaceFirst("\"channels\":\\[.*?]", "\"channels\":[]")));
                } else {
                    route.resume();
                }
            });
            page.locator("nav a[href='/inbox']").click();

            Locator list = page.locator("#conversations");
            assertThat(list).containsText("Todavía no hay ningún canal conectado.");
            if (email.startsWith("ana")) {
                assertThat(list.getByRole(AriaRole.LINK))
                        .hasAttribute("href", Pattern.compile("^mailto:admin@demo.shop"));
            } else {
                list.getByRole(AriaRole.LINK).click();
                assertThat(page).hasURL(Pattern.compile("/channels$"));
            }
        }
    }

    @Test
    void whoWantsNoMotionSeesNone() {
        Page page = panel.loggedIn(
                "ana@demo.shop", "/", new Browser.NewContextOptions().setReducedMotion(ReducedMotion.REDUCE));

        assertThat(page.locator("#connection")).hasCSS("transition-duration", "1e-05s");
    }

    /** Finds an action by its name in the palette and does it. */
    private static void run(Page page, String action) {
        assertThat(page.locator("#panel")).isVisible(Panel.visibly());
        assertThat(page.getByRole(AriaRole.DIALOG)).isHidden();
        page.keyboard().press("Control+k");
        page.getByRole(AriaRole.COMBOBOX).fill(action);
        page.getByRole(AriaRole.OPTION, named(action)).waitFor();
        page.keyboard().press("Enter");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }
}
