package ar.isac.crm.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** A shop of any size with the variety of real ones: many trades, brands, lines, models and sizes; the same for the same seed. */
final class InventedShop {
    private static final List<String> THINGS = List.of(
            "Zapatilla",
            "Bota",
            "Sandalia",
            "Remera",
            "Camisa",
            "Campera",
            "Pantalón",
            "Jean",
            "Buzo",
            "Media",
            "Celular",
            "Auricular",
            "Cargador",
            "Funda",
            "Notebook",
            "Tablet",
            "Monitor",
            "Teclado",
            "Parlante",
            "Cámara",
            "Yerba",
            "Café",
            "Galletita",
            "Aceite",
            "Arroz",
            "Fideo",
            "Gaseosa",
            "Vino",
            "Cerveza",
            "Chocolate",
            "Silla",
            "Mesa",
            "Sillón",
            "Cama",
            "Colchón",
            "Lámpara",
            "Estante",
            "Placard",
            "Espejo",
            "Alfombra",
            "Filtro",
            "Bujía",
            "Amortiguador",
            "Pastilla de freno",
            "Batería",
            "Cubierta",
            "Aceite de motor",
            "Correa",
            "Perfume",
            "Crema",
            "Shampoo",
            "Jabón",
            "Pelota",
            "Bicicleta",
            "Carpa",
            "Mochila",
            "Taladro",
            "Martillo",
            "Pintura",
            "Tornillo");
    private static final List<String> SYLLABLES = List.of(
            "ba", "be", "bo", "ca", "ce", "co", "da", "de", "do", "fa", "fe", "ga", "go", "ka", "ke", "la", "le", "li",
            "lo", "ma", "me", "mi", "mo", "na", "ne", "ni", "no", "pa", "pe", "pi", "ra", "re", "ri", "ro", "sa", "se",
            "si", "ta", "te", "ti", "to", "va", "ve", "vi", "xa", "xo", "za", "zu");
    private static final List<String> ENDS = List.of("x", "n", "r", "s", "l", "do", "ria", "tec", "lux", "sport", "");
    private static final List<String> MODEL = List.of("", "", "", " Pro", " Max", " Plus", " Lite", " Mini", " Ultra");
    private static final List<String> COLORS =
            List.of("Negro", "Blanco", "Rojo", "Azul", "Verde", "Gris", "Rosa", "Beige", "Marrón", "Celeste");
    private static final List<String> SIZES =
            IntStream.rangeClosed(34, 46).mapToObj(Integer::toString).toList();
    private static final List<String> CAPACITIES =
            List.of("64GB", "128GB", "256GB", "500g", "1kg", "1L", "1.5L", "2.25L");
    private static final int VARIANTS = 5;

    private final Random random = new Random(20261122);
    private final List<String> brands = new ArrayList<>();
    private final List<String> lines = new ArrayList<>();
    private final List<String> titles = new ArrayList<>();
    private final int products;

    InventedShop(int products) {
        this.products = products;
        for (int i = 0; i < 40 + products / 100; i++) {
            brands.add(word(2));
        }
        for (int i = 0; i < 100 + products / 20; i++) {
            lines.add(word(3));
        }
    }

    private String word(int syllables) {
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < syllables; i++) {
            word.append(one(SYLLABLES));
        }
        word.append(one(ENDS));
        return Character.toUpperCase(word.charAt(0)) + word.substring(1);
    }

    private <T> T one(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    String csv() {
        StringBuilder csv =
                new StringBuilder("sku,title,family,brand,category,retail_price,stock,tags,attr:color,attr:medida\n");
        int made = 0;
        for (int f = 0; made < products; f++) {
            String thing = one(THINGS);
            String brand = one(brands);
            String number = random.nextInt(3) == 0 ? " " + (1 + random.nextInt(99)) + one(MODEL) : "";
            String family = thing + " " + (random.nextBoolean() ? brand + " " : "") + one(lines) + number;
            List<String> measures = f % 3 == 0 ? CAPACITIES : SIZES;
            int price = 1_000 + random.nextInt(500_000);
            for (int v = 0; v < VARIANTS && made < products; v++, made++) {
                String color = COLORS.get((f + v) % COLORS.size());
                String measure = measures.get((f + v) % measures.size());
                String title = family + " " + measure + " " + color;
                titles.add(title);
                csv.append("P%d,%s,%s,%s,%ss,%d,%d,,%s,%s\n"
                        .formatted(made, title, family, brand, thing, price, random.nextInt(4), color, measure));
            }
        }
        return csv.toString();
    }

    /** What customers may write about it, typos, brands alone, whole categories and talk about nothing included. */
    List<String> texts(int count) {
        List<String> texts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String title = one(titles);
            List<String> words =
                    List.of(title.toLowerCase(java.util.Locale.ROOT).split(" "));
            texts.add(
                    switch (i % 8) {
                        case 0 -> "hola, tenes " + title + "?";
                        case 1 -> "cuanto sale " + String.join(" ", words.subList(0, Math.min(3, words.size())));
                        case 2 -> "busco " + typo(title);
                        case 3 -> "tienen " + words.getFirst() + "s " + words.getLast();
                        case 4 -> "algo de " + one(brands) + " en " + one(COLORS) + "?";
                        case 5 -> title + " y tambien " + one(titles);
                        case 6 -> "hola buenas tardes, hacen envios a cordoba capital? vivo cerca del centro";
                        default -> words.getFirst() + "s";
                    });
        }
        return texts;
    }

    private String typo(String title) {
        int at = 1 + random.nextInt(title.length() - 2);
        return title.substring(0, at) + title.substring(at + 1);
    }

    /** What a person types into the search of the panel. */
    List<String> searches(int count) {
        List<String> searches = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String title = one(titles);
            searches.add(
                    switch (i % 4) {
                        case 0 -> title;
                        case 1 -> title.substring(0, Math.max(3, title.length() / 2));
                        case 2 -> typo(title);
                        default -> one(brands) + " " + one(COLORS);
                    });
        }
        return searches;
    }
}
