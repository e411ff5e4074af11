package ar.isac.crm.catalog;

import ar.isac.crm.catalog.Words.Word;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The name of a family that the shop did not give: the title less the values of the attributes. */
final class FamilyName {

    private FamilyName() {}

    static String of(String title, List<Attribute> attributes) {
        StringBuilder name = new StringBuilder(title);
        attributes.stream()
                .map(Attribute::value)
                .sorted(Comparator.comparing(String::length).reversed())
                .forEach(value -> remove(name, Words.textsOf(value)));
        String left = name.toString()
                .replaceAll("\\s+", " ")
                .replaceAll("[\\s,;/|(-]+$", "")
                .strip();
        return Words.of(left).isEmpty() ? title : left;
    }

    /** Takes the last place where the value stands, since titles begin with the name. */
    private static void remove(StringBuilder name, List<String> value) {
        List<Word> words = Words.of(name.toString());
        List<String> texts = new ArrayList<>(words.stream().map(Word::text).toList());
        for (int at = texts.size() - value.size(); at > 0 && !value.isEmpty(); at--) {
            if (texts.subList(at, at + value.size()).equals(value)) {
                name.replace(
                        words.get(at).start(), words.get(at + value.size() - 1).end(), " ");
                return;
            }
        }
    }
}
