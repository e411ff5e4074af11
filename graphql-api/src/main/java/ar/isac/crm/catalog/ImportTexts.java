package ar.isac.crm.catalog;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/** What the import tells shop owners, from {@code catalog/import.properties}. */
final class ImportTexts {
    private static final ResourceBundle TEXTS = ResourceBundle.getBundle("catalog.import");
    private static final Locale SPANISH = Locale.forLanguageTag("es-AR");

    private ImportTexts() {}

    static String text(String key, Object... arguments) {
        return new MessageFormat(TEXTS.getString(key), SPANISH).format(arguments);
    }
}
