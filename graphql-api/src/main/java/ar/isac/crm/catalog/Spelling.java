package ar.isac.crm.catalog;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How Spanish words vary when people write them: inflection, sound and slips of the finger. */
final class Spelling {
    private static final int MIN_FUZZY = 4;
    private static final int TWO_EDITS_FROM = 8;
    private static final Pattern INITIAL_I = Pattern.compile("^i(?=[^aeiou])");
    private static final Pattern SILENT_E = Pattern.compile("([aeiou])([^aeiou]{1,2})e$");
    private static final Pattern DIMINUTIVE = Pattern.compile("(\\p{L}{3,})it[oa]s?");
    private static final Pattern VOWELLESS_Y = Pattern.compile("y(?![aeiou])");
    private static final Pattern DOUBLED = Pattern.compile("(.)\\1+");

    private Spelling() {}

    /** The word with its singular, plural and, for adjectives, other gender. */
    static Set<String> forms(String word, boolean isAdjective) {
        Set<String> forms = new LinkedHashSet<>();
        forms.add(word);
        if (word.length() < 3 || !Character.isLetter(word.charAt(0))) {
            return forms;
        }
        Set<String> singulars = new LinkedHashSet<>();
        singulars.add(word);
        if (word.endsWith("ces")) {
            singulars.add(word.substring(0, word.length() - 3) + "z");
        }
        if (word.endsWith("es") && word.length() > 4) {
            singulars.add(word.substring(0, word.length() - 2));
        }
        if (word.endsWith("s") && word.length() > 3) {
            singulars.add(word.substring(0, word.length() - 1));
        }
        for (String singular : singulars) {
            addNumber(forms, singular);
            if (isAdjective && singular.endsWith("o")) {
                addNumber(forms, singular.substring(0, singular.length() - 1) + "a");
            } else if (isAdjective && singular.endsWith("a")) {
                addNumber(forms, singular.substring(0, singular.length() - 1) + "o");
            }
        }
        return forms;
    }

    private static void addNumber(Set<String> forms, String singular) {
        forms.add(singular);
        forms.add(singular + "s");
        if (singular.endsWith("z")) {
            forms.add(singular.substring(0, singular.length() - 1) + "ces");
        } else if (!endsInVowel(singular)) {
            forms.add(singular + "es");
        }
    }

    private static boolean endsInVowel(String word) {
        return "aeiou".indexOf(word.charAt(word.length() - 1)) >= 0;
    }

    /** How the word sounds in Latin America: words that sound alike are one word written in two ways. */
    static String sound(String word) {
        String sound = word.replace("ph", "f")
                .replace("qu", "k")
                .replace("ch", "\u0001")
                .replace("sh", "\u0001")
                .replace("h", "")
                .replace("ck", "k")
                .replace("ce", "se")
                .replace("ci", "si")
                .replace("c", "k")
                .replace("z", "s")
                .replace("v", "b")
                .replace("ll", "y")
                .replace("ge", "je")
                .replace("gi", "ji")
                .replace("w", "u");
        return DOUBLED.matcher(VOWELLESS_Y.matcher(sound).replaceAll("i")).replaceAll("$1");
    }

    /** How a word may sound: read as Spanish, and as English is heard by Spanish ears («aifon», «naik», «makbuk»). */
    static Set<String> sounds(String word) {
        Set<String> sounds = new HashSet<>(List.of(sound(word), sound(heardAsEnglish(word))));
        // «ifon», «blutu»: an e that nobody hears at the end of an English word.
        if (SILENT_E.matcher(word).find()) {
            sounds.add(sound(word.substring(0, word.length() - 1)));
        }
        return Set.copyOf(sounds);
    }

    private static String heardAsEnglish(String word) {
        String heard = INITIAL_I.matcher(word).replaceFirst("ai");
        Matcher silent = SILENT_E.matcher(heard);
        if (silent.find()) {
            heard = heard.substring(0, silent.start())
                    + switch (silent.group(1)) {
                        case "a" -> "ei";
                        case "e" -> "i";
                        case "i" -> "ai";
                        case "u" -> "iu";
                        default -> silent.group(1);
                    }
                    + silent.group(2);
        }
        return heard.replace("oo", "u")
                .replace("ee", "i")
                .replace("ay", "ei")
                .replace("ight", "ait")
                .replace("air", "er");
    }

    /** What a diminutive may be made of: «remerita», «cargadorcitos», «tacita»; empty for any other word. */
    static Set<String> rootsOfDiminutive(String word) {
        Matcher matcher = DIMINUTIVE.matcher(word);
        if (!matcher.matches()) {
            return Set.of();
        }
        Set<String> roots = new LinkedHashSet<>();
        String stem = matcher.group(1);
        roots.addAll(endings(stem));
        if (stem.endsWith("qu")) {
            roots.addAll(endings(stem.substring(0, stem.length() - 2) + "c"));
        } else if (stem.endsWith("gu")) {
            roots.addAll(endings(stem.substring(0, stem.length() - 1)));
        } else if (stem.endsWith("ec")) {
            roots.addAll(endings(stem.substring(0, stem.length() - 2)));
        }
        if (stem.endsWith("c")) {
            String root = stem.substring(0, stem.length() - 1);
            roots.add(root);
            roots.addAll(endings(root + "z"));
        }
        return roots;
    }

    private static List<String> endings(String stem) {
        return List.of(stem, stem + "o", stem + "a", stem + "e");
    }

    /**
     * How many slips make {@code typed} of {@code word}, or -1 when they are too many for its length: one from four
     * letters, two from eight. The first sound is never taken for a slip.
     */
    static int slips(String typed, String word) {
        return sameStart(typed, word) ? slipsWithin(typed, word) : -1;
    }

    /** As {@link #slips}, of words that are known to start alike. */
    static int slipsWithin(String typed, String word) {
        int allowed = slipsAllowed(Math.min(typed.length(), word.length()));
        if (allowed == 0 || Math.abs(typed.length() - word.length()) > allowed) {
            return -1;
        }
        int slips = distance(typed, word);
        return slips <= allowed ? slips : -1;
    }

    static int slipsAllowed(int length) {
        return length < MIN_FUZZY ? 0 : length < TWO_EDITS_FROM ? 1 : 2;
    }

    private static boolean sameStart(String one, String other) {
        return Math.min(one.length(), other.length()) >= MIN_FUZZY && startsAlike(one, other);
    }

    private static boolean startsAlike(String one, String other) {
        return one.charAt(0) == other.charAt(0)
                || sound(one.substring(0, 2)).charAt(0)
                        == sound(other.substring(0, 2)).charAt(0);
    }

    /** Edit distance where swapping two neighbours is one edit (optimal string alignment). */
    private static int distance(String one, String other) {
        int[] beforeLast = new int[other.length() + 1];
        int[] last = new int[other.length() + 1];
        int[] row = new int[other.length() + 1];
        for (int j = 0; j <= other.length(); j++) {
            last[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            row[0] = i;
            for (int j = 1; j <= other.length(); j++) {
                int change = one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1;
                row[j] = Math.min(Math.min(last[j] + 1, row[j - 1] + 1), last[j - 1] + change);
                if (i > 1
                        && j > 1
                        && one.charAt(i - 1) == other.charAt(j - 2)
                        && one.charAt(i - 2) == other.charAt(j - 1)) {
                    row[j] = Math.min(row[j], beforeLast[j - 2] + 1);
                }
            }
            int[] spare = beforeLast;
            beforeLast = last;
            last = row;
            row = spare;
        }
        return last[other.length()];
    }
}
