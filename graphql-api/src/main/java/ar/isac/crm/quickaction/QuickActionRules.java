package ar.isac.crm.quickaction;

import ar.isac.crm.catalog.Products;
import ar.isac.crm.graphql.UserError;
import ar.isac.crm.graphql.UserError.Code;
import ar.isac.crm.knowledge.CannedReply;
import ar.isac.crm.quickaction.QuickAction.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** What a prepared step must be, in words for whoever prepares it. */
@Component
class QuickActionRules {

    private static final Pattern SHORTCUT = Pattern.compile("/[\\p{Ll}\\p{N}_-]{1,32}");
    private static final int LONGEST_TITLE = 120;
    private static final int LONGEST_TEXT = 4_000;
    private static final int MOST_LINES = 10;
    private static final int MOST_UNITS = 10_000;

    private final Products products;

    QuickActionRules(Products products) {
        this.products = products;
    }

    List<UserError> check(QuickAction action) {
        List<UserError> errors = new ArrayList<>();
        if (!SHORTCUT.matcher(action.shortcut()).matches()) {
            errors.add(UserError.at(
                    "shortcut", Code.INVALID, "El atajo es una barra y hasta 32 letras o números, como /promo."));
        }
        if (action.title().isBlank()) {
            errors.add(UserError.at("title", Code.REQUIRED, "Ponele un nombre."));
        } else if (action.title().length() > LONGEST_TITLE) {
            errors.add(UserError.at("title", Code.TOO_LONG, "El nombre tiene más de 120 caracteres."));
        }
        checkText(action, errors);
        checkLines(action, errors);
        return errors;
    }

    private static void checkText(QuickAction action, List<UserError> errors) {
        String text = action.text();
        if (text == null) {
            if (action.type() == QuickAction.Type.MESSAGE) {
                errors.add(UserError.at("text", Code.REQUIRED, "Escribí el mensaje."));
            }
            return;
        }
        if (text.length() > LONGEST_TEXT) {
            errors.add(UserError.at("text", Code.TOO_LONG, "El texto tiene más de 4.000 caracteres."));
        }
        if (!CannedReply.unknownPlaces(text).isEmpty()) {
            errors.add(UserError.at(
                    "text", Code.INVALID, "Solo se completan {{customer.name}}, {{advisor.name}} y {{shop.name}}."));
        }
    }

    private void checkLines(QuickAction action, List<UserError> errors) {
        List<Line> lines = action.lines();
        if (action.type() == QuickAction.Type.MESSAGE) {
            if (!lines.isEmpty()) {
                errors.add(UserError.at("lines", Code.INVALID, "Un mensaje no lleva productos."));
            }
            return;
        }
        if (lines.isEmpty()) {
            errors.add(UserError.at("lines", Code.REQUIRED, "Elegí al menos un producto."));
        } else if (lines.size() > MOST_LINES) {
            errors.add(UserError.at("lines", Code.TOO_LONG, "Se pueden elegir hasta 10 productos."));
        }
        for (int n = 0; n < lines.size(); n++) {
            List<String> path = List.of("lines", Integer.toString(n));
            if (lines.get(n).quantity() < 1 || lines.get(n).quantity() > MOST_UNITS) {
                errors.add(new UserError(path, Code.INVALID, "La cantidad va de 1 a 10.000."));
            }
            if (products.find(lines.get(n).sku()).isEmpty()) {
                errors.add(new UserError(path, Code.INVALID, "No hay ningún producto con ese código."));
            }
        }
    }
}
