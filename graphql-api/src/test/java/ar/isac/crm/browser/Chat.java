package ar.isac.crm.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;

/** The inbox as an advisor has it before them. */
record Chat(Page page) {

    Locator thread() {
        return page.locator("#thread");
    }

    Locator composer() {
        return page.locator("#text");
    }

    Locator list() {
        return page.locator("#conversations");
    }

    /** The list's row of somebody. */
    Locator row(String customer) {
        return page.locator("[data-conversation]").filter(new Locator.FilterOptions().setHasText(customer));
    }

    /** The messages that say so, sent or still waiting. */
    Locator message(String text) {
        return page.locator("#thread [data-message], #thread [data-letter]")
                .filter(new Locator.FilterOptions().setHasText(text));
    }

    void writes(String text) {
        composer().fill(text);
        composer().press("Enter");
    }

    /** A key of the panel, not of the field that has the focus. */
    void presses(String... keys) {
        composer().blur();
        for (String key : keys) {
            page.keyboard().press(key);
        }
    }

    void shows(String text) {
        assertThat(thread()).containsText(text);
    }

    /** How far a message has come, as its ticks say. */
    void hasCome(String text, String status) {
        assertThat(message(text).locator("svg[data-status]").last()).hasAttribute("data-status", status);
    }

    /** What is told for some seconds in the corner. */
    void told(String text) {
        page.waitForFunction("text => window.told.some((it) => it.includes(text))", text);
    }

    Locator dialog() {
        return page.getByRole(AriaRole.DIALOG);
    }

    Locator button(String name) {
        return page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name));
    }

    /** Chooses in the list that a dialog shows, with the keyboard. */
    void chooses(String words) {
        Locator field = dialog().getByRole(AriaRole.COMBOBOX);
        assertThat(field).isFocused();
        field.fill(words);
        assertThat(dialog().getByRole(AriaRole.OPTION).first()).containsText(words);
        field.press("Enter");
    }
}
