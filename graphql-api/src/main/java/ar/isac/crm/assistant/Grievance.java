package ar.isac.crm.assistant;

import java.util.regex.Pattern;

/**
 * Trouble with something bought, said in plain words. A net below the model: a customer with a problem whom it does not
 * understand is not to be asked twice.
 */
final class Grievance {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;
    private static final Pattern TROUBLE = Pattern.compile(
            "\\b(problema\\w*|reclam\\w+|queja\\w*|fall[aoó]\\w*|rot[oa]s?|defectuos[oa]s?|devolver\\w*|devoluci[oó]n\\w*"
                    + "|equivocad[oa]s?)\\b",
            FLAGS);
    private static final Pattern PURCHASE = Pattern.compile(
            "\\b(compr[aéeo]\\w*|pedido\\w*|factura|lleg[oó]|vino|mandaron|entregaron|trajeron)\\b", FLAGS);

    private Grievance() {}

    static boolean in(String text) {
        return TROUBLE.matcher(text).find() && PURCHASE.matcher(text).find();
    }
}
