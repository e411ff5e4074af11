package ar.isac.crm.assistant;

import java.util.regex.Pattern;

/**
 * A used thing of the customer's given for another one: «quiero cambiar mi celu», «toman usados?». A net below the model,
 * which hears a return or the news of an order in it.
 */
final class TradeIn {

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern OFFERED = Pattern.compile(
            "\\b(?:parte de pago|cu[aá]nto me (?:das|dan|dar[ií]an|tomas|toman) por|plan canje|canje\\w*|(?:tom[aá](?:n|s)|recib[eií](?:n|s)|acept[aá](?:n|s)|compr[aá](?:n|s)) (?:\\w+ )?usad[oa]s?"
                    + "|(?:tom[aá](?:n|s)|recib[eií](?:n|s)) (?:el|la|mi) (?:\\w+ )?(?:viej[oa]|usad[oa])"
                    + "|(?:entreg(?:o|ar|ando)|doy|dar) (?:mi|el m[ií]o|la m[ií]a|mis))\\b",
            FLAGS);

    private static final Pattern CHANGED = Pattern.compile(
            "\\b(?:cambi(?:o|ar|arl[oa]|ando)|renovar|renuevo) (?:mi|mis) (?!pedido|compra|orden|turno|direcci|domicilio|n[uú]mero"
                    + "|mail|clave|nombre|datos|cita|env[ií]o|talle|opini|tel[eé]fono de contacto)\\w+",
            FLAGS);

    /** What was bought here and is to go back is no trade. */
    private static final Pattern BOUGHT = Pattern.compile(
            "\\b(?:compr[eé]|compramos|compr[oó]|vendieron|lleg[oó]|vino|mandaron|entregaron|ayer|garant[ií]a|falla\\w*|rot[oa]s?|anda|funciona"
                    + "|factura|devol\\w+)\\b",
            FLAGS);

    private TradeIn() {}

    static boolean in(Situation situation) {
        String words = situation.words();
        return (OFFERED.matcher(words).find() || CHANGED.matcher(words).find())
                && !BOUGHT.matcher(words).find();
    }
}
