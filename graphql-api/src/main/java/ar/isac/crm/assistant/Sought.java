package ar.isac.crm.assistant;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Something asked for by a word that names no product of anybody's: «tenés aspirinas?», «venden heladeras?». A net below the
 * model, which need not know the thing to hear that a shop is asked for it.
 */
final class Sought {

    private static final Set<String> VERBS = Set.of(
            "buscaba", "busco", "consigo", "hay", "manejan", "manejas", "necesitaba", "necesito", "tendran",
            "tendras", "tendrian", "tendrias", "tenes", "tienen", "tienes", "trabajan", "trabajas", "vende", "venden",
            "vendes");

    /** Verbs of a wish, which may be one to do something. */
    private static final Set<String> WANTING = Set.of("buscaba", "busco", "necesitaba", "necesito");

    /** Between the verb and its object. */
    private static final Set<String> SILENT = Set.of(
            "aca", "ahi", "algun", "alguna", "algunas", "algunos", "alla", "casualidad", "comprar", "conseguir", "el",
            "la", "las", "los", "por", "uds", "un", "una", "unas", "unos", "ustedes", "ver", "vos");

    /** What a shop may be asked for that is no kind of thing: «tenés más?», «hay stock?», «tenés talle 40?». */
    private static final Set<String> NO_THINGS = Set.of(
            "ahi", "ahora", "algo", "alguien", "algun", "algunas", "algunito", "alguno", "algunos", "alias",
            "alternativa", "alternativas", "apuro", "aquel", "articulo", "articulos", "asesor", "atencion", "aun",
            "ayuda", "barata", "baratas", "barato", "baratos", "bien", "buena", "bueno", "calidad", "cambiar",
            "cambio", "cancelar", "cara", "caro", "catalogo", "chance", "chico", "cien", "cierto", "cochera", "color",
            "colores", "como", "compra", "con", "confianza", "consulta", "consultas", "cosa", "cosas", "cotizacion",
            "cual", "cuando", "cuanto", "cuenta", "cuotas", "dale", "del", "demora", "descuento", "descuentos",
            "desde", "deuda", "devolver", "diez", "diferencia", "diferencias", "direccion", "disponibilidad",
            "disponible", "disponibles", "donde", "dos", "duda", "dudas", "economica", "economico", "efectivo",
            "entre", "envio", "envios", "equipo", "esa", "esas", "ese", "eso", "esos", "espacio", "esperar", "esta",
            "estacionamiento", "estas", "este", "esto", "estos", "experiencia", "facebook", "factura", "favor",
            "fecha", "fechas", "fin", "forma", "foto", "fotos", "ganas", "garantia", "gente", "gracias", "grande",
            "hablar", "hacer", "hasta", "horario", "horarios", "hoy", "humano", "idea", "info", "informacion",
            "instagram", "ir", "les", "libre", "lista", "listas", "listo", "local", "luego", "lugar", "mail",
            "manana", "manera", "marca", "marcas", "mas", "mayor", "medida", "medidas", "mejor", "mejores", "menor",
            "menos", "mis", "misma", "mismo", "modelo", "modelos", "mucha", "muchas", "mucho", "muchos", "nada",
            "ninguna", "ninguno", "nos", "noticias", "novedades", "nuevo", "nuevos", "numero", "numeros", "oferta",
            "ofertas", "opcion", "opciones", "otra", "otras", "otro", "otros", "pagar", "pagina", "para", "parecida",
            "parecidas", "parecido", "parecidos", "pasar", "pedido", "persona", "pinta", "plata", "poco", "porfa",
            "posibilidad", "precio", "precios", "pregunta", "preguntas", "presupuesto", "problema", "problemas",
            "problemita", "producto", "productos", "promo", "promocion", "promociones", "promos", "que", "queja",
            "razon", "reclamo", "regalo", "regalos", "respuesta", "retirar", "saber", "segun", "seis", "servicio",
            "servicios", "similar", "similares", "sin", "sobre", "stock", "sucursal", "sucursales", "sus", "talla",
            "talle", "talles", "tamano", "tamanos", "tarjeta", "telefono", "tiempo", "tipo", "tipos", "todas",
            "todavia", "todo", "todos", "tres", "turno", "turnos", "tus", "uno", "urgente", "usado", "usados",
            "varias", "variedad", "varios", "vendedor", "vos", "vuelto", "web", "whatsapp", "ya");

    /** «necesito saber», «busco cambiarlo»: something to be done. */
    private static final Pattern TO_DO = Pattern.compile("\\w+[aei]r(?:me|te|se|le|lo|la|les|los|las)?");

    private static final int SHORTEST = 3;
    private static final int MOST_WORDS = 8;

    private Sought() {}

    /** The word for what is asked for; empty when nothing is, or none that names a kind of thing. */
    static Optional<String> in(String text) {
        List<String> words = Cues.words(text);
        if (words.size() > MOST_WORDS) {
            return Optional.empty();
        }
        for (int at = 0; at < words.size(); at++) {
            // «¿necesito receta?» asks for no thing.
            boolean isAsking = WANTING.contains(words.get(at)) && text.indexOf('?') >= 0;
            if (VERBS.contains(words.get(at)) && !isAsking) {
                return object(words.get(at), words.subList(at + 1, words.size()));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> object(String verb, List<String> behind) {
        boolean isWanting = WANTING.contains(verb);
        return behind.stream()
                .dropWhile(word -> SILENT.contains(word) || VERBS.contains(word))
                .findFirst()
                .filter(word -> word.length() >= SHORTEST
                        && !NO_THINGS.contains(word)
                        && !(isWanting && TO_DO.matcher(word).matches())
                        && word.chars().allMatch(Character::isLetter));
    }
}
