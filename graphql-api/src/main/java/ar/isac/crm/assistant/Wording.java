package ar.isac.crm.assistant;

import ar.isac.crm.catalog.Product;
import ar.isac.crm.customer.Segment;
import ar.isac.crm.message.MessageContent;
import ar.isac.crm.message.MessageContent.InteractiveContent;
import ar.isac.crm.message.MessageContent.InteractiveContent.Option;
import ar.isac.crm.message.MessageContent.TextContent;
import ar.isac.crm.money.Money;
import ar.isac.crm.money.MoneyFormat;
import java.math.BigDecimal;
import java.text.NumberFormat;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** How things are told: phrases, prices, enumerations, choices. */
final class Wording {

    /** WhatsApp's limits: so many buttons, so many rows, and so long an id of a row. */
    private static final int MOST_BUTTONS = 3;

    static final int MOST_ROWS = 10;
    private static final int LONGEST_ID = 200;

    private final Phrasebook phrases;
    private final MoneyFormat money;

    Wording(Phrasebook phrases, MoneyFormat money) {
        this.phrases = phrases;
        this.money = money;
    }

    String say(String key, String... values) {
        return phrases.say(key, values);
    }

    static MessageContent text(String text) {
        return new TextContent(text);
    }

    /** How many are left of a product, by a phrase that has a form for the last one. */
    String left(String key, Product product) {
        return product.sellable() == 1
                ? say(key + ".one", "title", product.title())
                : say(key, "title", product.title(), "stock", Integer.toString(product.sellable()));
    }

    /** «jueves 19 de noviembre». */
    String day(ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern(say("date.day"), phrases.locale()).format(moment);
    }

    /** «jueves 19 de noviembre a las 18:30». */
    String moment(ZonedDateTime moment) {
        return DateTimeFormatter.ofPattern(say("date.moment"), phrases.locale()).format(moment);
    }

    /** Sentences one after the other, without those that are missing. */
    static String sentences(@Nullable String... sentences) {
        return joined(" ", sentences);
    }

    /** The same, each on its own line. */
    static String paragraph(@Nullable String... lines) {
        return joined("\n", lines);
    }

    private static String joined(String between, @Nullable String... parts) {
        return Arrays.stream(parts)
                .filter(part -> part != null && !part.isBlank())
                .collect(Collectors.joining(between));
    }

    /** «7,5». */
    String percent(BigDecimal percent) {
        return NumberFormat.getNumberInstance(phrases.locale()).format(percent);
    }

    /** {@code $1.500.000 ARS}. */
    String amount(Money amount) {
        return money.format(amount) + " " + amount.currency();
    }

    /** The customer's price of a product, told as theirs where it is not everybody's. */
    String price(Product product, Segment segment) {
        String price = amount(Prices.of(product, segment));
        return Prices.of(product, segment).equals(product.retailPrice())
                ? say("price.plain", "price", price)
                : say("price.wholesale", "price", price, "retail", amount(product.retailPrice()));
    }

    /** Sizes by their number; what is no plain row of numbers stays in the shop's order. */
    static List<String> ordered(List<String> values) {
        boolean areNumbers = values.stream().allMatch(value -> value.matches("\\d{1,4}"));
        return areNumbers
                ? values.stream()
                        .sorted(Comparator.comparingInt(Integer::parseInt))
                        .toList()
                : values;
    }

    /** «128GB, 256GB y 512GB». */
    static String list(Collection<String> values) {
        List<String> all = List.copyOf(values);
        if (all.size() < 2) {
            return String.join("", all);
        }
        String last = all.getLast();
        String and = last.toLowerCase(Locale.ROOT).matches("^h?[ií](?!e).*") ? " e " : " y ";
        return String.join(", ", all.subList(0, all.size() - 1)) + and + last;
    }

    /** Words with choices: buttons while they are few, else a list; words alone when there is nothing to choose. */
    MessageContent choice(String text, List<Option> options) {
        List<Option> carried = options.stream()
                .filter(option -> option.id().length() <= LONGEST_ID)
                .limit(MOST_ROWS)
                .toList();
        boolean isPlain = carried.stream().allMatch(option -> option.description() == null);
        if (carried.isEmpty()) {
            return text(text);
        }
        return carried.size() <= MOST_BUTTONS && isPlain
                ? InteractiveContent.buttons(text, carried)
                : InteractiveContent.list(text, say("list.open"), carried);
    }

    /** The three ways on, under every greeting and every question that is open to all. */
    MessageContent menu(String text) {
        return InteractiveContent.buttons(
                text,
                List.of(
                        new Option(new Action.ShowCategories(0).id(), say("menu.products"), null),
                        new Option(new Action.AskPrice().id(), say("menu.price"), null),
                        new Option(new Action.AskPerson().id(), say("menu.advisor"), null)));
    }
}
