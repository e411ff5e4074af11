package ar.isac.crm.assistant;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A chat as WhatsApp's «Exportar chat» writes it on Android and iPhone, in Spanish and English: one line a message, which
 * goes on in the following lines where the text has several. WhatsApp describes this form nowhere; it is read as phones write it.
 *
 * @param entries what people sent, in order; without what the application itself notes and what was deleted
 * @param unreadable the numbers of the lines, from 1, that belong to no message
 */
record Transcript(List<Entry> entries, List<Integer> unreadable) {

    /** What was sent. */
    enum Kind {
        TEXT,
        STICKER,
        ATTACHMENT
    }

    /**
     * One message.
     *
     * @param line its first line's number, from 1
     * @param text the words; those beside an attachment, possibly none
     */
    record Entry(int line, LocalDateTime at, String sender, Kind kind, String text) {}

    private static final String SPACE = "[\\s\\u00a0\\u202f]";

    private static final String MOMENT = "(?<a>\\d{1,4})[/.\\-](?<b>\\d{1,2})[/.\\-](?<c>\\d{1,4}),?" + SPACE
            + "+(?<hour>\\d{1,2}):(?<minute>\\d{2})(?::(?<second>\\d{2}))?(?:" + SPACE + "*(?<half>[ap])\\.?" + SPACE
            + "*m\\.?)?";

    private static final Pattern ANDROID = Pattern.compile(
            "^" + MOMENT + SPACE + "+[-–]" + SPACE + "+(?<rest>.*)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private static final Pattern IPHONE = Pattern.compile(
            "^\\[" + MOMENT + "\\]" + SPACE + "*(?<rest>.*)$", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** Marks that tell which way text runs; phones put them around names and before their own notes. */
    private static final Pattern MARKS = Pattern.compile("[\\u200e\\u200f\\u202a-\\u202e\\u2066-\\u2069\\ufeff]");

    /** What the application writes in a person's name; worded so narrowly that no customer says it. */
    private static final Pattern NOTES = ignoringCase("cifrad[oa]s? de extremo a extremo|end-to-end encrypted"
            + "|(cambi[oó] tu|tu) c[oó]digo de seguridad|security code .*changed"
            + "|^(video)?llamada( de voz| de video)?( perdida)?(, .{0,30}|\\. .{0,40})?$"
            + "|^(missed )?(voice|video) call(, .{0,30}|\\. .{0,40})?$"
            + "|^(este chat es con una cuenta de empresa|this chat is with a business account)"
            + "|^(activaste|desactivaste|.{1,40} activ[oó]|.{1,40} desactiv[oó]) los mensajes temporales"
            + "|^(.{1,40} )?turned (on|off) disappearing messages"
            + "|^(bloqueaste|desbloqueaste) a este contacto|^you (un)?blocked this contact"
            + "|^.{1,40} fij[oó] un mensaje$|^.{1,40} pinned a message$"
            + "|^(esperando (el|este) mensaje|waiting for this message)");

    private static final Pattern DELETED = ignoringCase("^(se elimin[oó] este mensaje|eliminaste este mensaje"
            + "|este mensaje fue eliminado|this message was deleted|you deleted this message)\\.?$");

    private static final Pattern EDITED =
            ignoringCase("\\s*<(se edit[oó] este mensaje|este mensaje fue editado|this message was edited)\\.?>\\s*$");

    private static final Pattern STICKER =
            ignoringCase("^<?sticker (omitido|omitted)>?\\.?$|^<(adjunto|attached):.*sticker.*>$"
                    + "|^STK-\\S+\\.webp \\((archivo adjunto|file attached)\\)$");

    private static final Pattern OMITTED = ignoringCase("^<(multimedia omitido|archivo omitido|media omitted)>$"
            + "|^<(adjunto|attached): [^>]*>|^[^\\n]*\\((archivo adjunto|file attached)\\)"
            + "|(imagen|foto|v[ií]deo|audio|documento|gif|nota de (voz|v[ií]deo)|tarjeta de contacto|image|photo"
            + "|document|contact card|video note|multimedia|media) (omitid[oa]|omitted)\\.?$"
            + "|^(ubicaci[oó]n|ubicaci[oó]n en tiempo real|location|live location)\\b[^\\n]*https?://\\S*map\\S*");

    private static Pattern ignoringCase(String regex) {
        return Pattern.compile(regex, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Reads an export. Never fails: what cannot be read is named, and a text that is no export has no entries. */
    static Transcript parse(String export) {
        String[] lines = export.split("\\R", -1);
        Pattern header = Stream.of(lines)
                .map(Transcript::unmarked)
                .flatMap(line -> Stream.of(ANDROID, IPHONE)
                        .filter(form -> form.matcher(line).matches()))
                .findFirst()
                .orElse(ANDROID);
        List<Raw> raws = new ArrayList<>();
        List<Integer> unreadable = new ArrayList<>();
        for (int n = 0; n < lines.length; n++) {
            String line = unmarked(lines[n]);
            Matcher matcher = header.matcher(line);
            if (matcher.matches()) {
                raws.add(new Raw(n + 1, matcher, new StringBuilder(matcher.group("rest"))));
            } else if (!raws.isEmpty()) {
                raws.getLast().rest().append('\n').append(line);
            } else if (!line.isBlank()) {
                unreadable.add(n + 1);
            }
        }
        return of(raws, unreadable);
    }

    /** A message whose date may still be read in two ways. */
    private record Raw(int line, Matcher header, StringBuilder rest) {

        int number(String group) {
            return Integer.parseInt(Objects.requireNonNull(header.group(group)));
        }

        Optional<LocalDateTime> at(boolean isMonthFirst) {
            int a = number("a");
            int b = number("b");
            int c = number("c");
            boolean isYearFirst = Objects.requireNonNull(header.group("a")).length() == 4;
            int year = isYearFirst ? a : c;
            int month = isYearFirst ? b : isMonthFirst ? a : b;
            int day = isYearFirst ? c : isMonthFirst ? b : a;
            String half = header.group("half");
            int hour = number("hour");
            int hours = half == null ? hour : hour % 12 + (half.equalsIgnoreCase("p") ? 12 : 0);
            try {
                return Optional.of(LocalDateTime.of(
                        year < 100 ? 2000 + year : year,
                        month,
                        day,
                        hours,
                        number("minute"),
                        header.group("second") == null ? 0 : number("second")));
            } catch (DateTimeException impossible) {
                return Optional.empty();
            }
        }

        /** «PM» as English phones write it; Spanish ones write «p. m.». */
        boolean isEnglish() {
            String half = header.group("half");
            return half != null && header.group().contains(half.toUpperCase(Locale.ROOT) + "M");
        }
    }

    private static Transcript of(List<Raw> raws, List<Integer> unreadable) {
        boolean isMonthFirst = isMonthFirst(raws);
        List<Entry> entries = new ArrayList<>();
        for (Raw raw : raws) {
            Optional<LocalDateTime> at = raw.at(isMonthFirst);
            if (at.isEmpty()) {
                unreadable.add(raw.line());
                continue;
            }
            Entry entry = entry(raw, at.get());
            if (entry != null) {
                entries.add(entry);
            }
        }
        return new Transcript(List.copyOf(entries), List.copyOf(unreadable));
    }

    /** 3/12 is the third of December here and the twelfth of March elsewhere: the order that makes sense of all dates, and runs forward. */
    private static boolean isMonthFirst(List<Raw> raws) {
        long fewerWrong = wrongs(raws, true) - wrongs(raws, false);
        return fewerWrong == 0 ? raws.stream().anyMatch(Raw::isEnglish) : fewerWrong < 0;
    }

    private static long wrongs(List<Raw> raws, boolean isMonthFirst) {
        long wrong = 0;
        LocalDateTime last = null;
        for (Raw raw : raws) {
            LocalDateTime at = raw.at(isMonthFirst).orElse(null);
            if (at == null || (last != null && at.isBefore(last.minusDays(1)))) {
                wrong++;
            }
            last = at == null ? last : at;
        }
        return wrong;
    }

    private static @Nullable Entry entry(Raw raw, LocalDateTime at) {
        String rest = raw.rest().toString();
        int colon = rest.indexOf(": ");
        int end = colon < 0 && rest.endsWith(":") ? rest.length() - 1 : colon;
        int newline = rest.indexOf('\n');
        if (end <= 0 || (newline >= 0 && newline < end)) {
            return null;
        }
        String sender = name(rest.substring(0, end));
        String text = EDITED.matcher(
                        rest.substring(Math.min(rest.length(), end + 1)).strip())
                .replaceFirst("")
                .strip();
        if (text.isEmpty()
                || NOTES.matcher(text).find()
                || DELETED.matcher(text).find()) {
            return null;
        }
        if (STICKER.matcher(text).find()) {
            return new Entry(raw.line(), at, sender, Kind.STICKER, "");
        }
        Matcher omitted = OMITTED.matcher(text);
        return omitted.find()
                ? new Entry(
                        raw.line(),
                        at,
                        sender,
                        Kind.ATTACHMENT,
                        text.substring(omitted.end()).strip())
                : new Entry(raw.line(), at, sender, Kind.TEXT, text);
    }

    /** A name as people would type it. */
    static String name(String written) {
        return unmarked(written).strip().replaceFirst("^~" + SPACE + "*", "");
    }

    private static String unmarked(String text) {
        return MARKS.matcher(text).replaceAll("");
    }

    /** Everybody who sent something. */
    List<String> senders() {
        return entries.stream().map(Entry::sender).distinct().toList();
    }
}
