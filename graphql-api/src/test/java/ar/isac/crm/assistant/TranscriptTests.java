package ar.isac.crm.assistant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import ar.isac.crm.assistant.Transcript.Entry;
import ar.isac.crm.assistant.Transcript.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTests {

    static String chat(String name) {
        try (InputStream in =
                Objects.requireNonNull(TranscriptTests.class.getResourceAsStream("/chats/" + name + ".txt"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void anAndroidsChatIsReadWithItsLinesAndWithoutTheApplicationsNotes() {
        Transcript chat = Transcript.parse(chat("android-es"));

        assertThat(chat.senders()).containsExactly("Marta", "Local");
        assertThat(chat.unreadable()).isEmpty();
        assertThat(chat.entries())
                .extracting(Entry::line, Entry::kind, Entry::text)
                .containsExactly(
                        tuple(2, Kind.TEXT, "Hola"),
                        tuple(3, Kind.TEXT, "tenes iphone 15 pro?"),
                        tuple(4, Kind.TEXT, "Hola Marta! sí, de 128 y 256\ny en varios colores"),
                        tuple(6, Kind.TEXT, "Quiero el 256gb en azul"),
                        tuple(7, Kind.ATTACHMENT, ""),
                        tuple(9, Kind.TEXT, "1.500.000"),
                        tuple(10, Kind.TEXT, "Tengo un problema con mi compra anterior"),
                        tuple(11, Kind.TEXT, "uh, qué pasó?"),
                        tuple(12, Kind.TEXT, "no prende\npantalla negra"));
        assertThat(chat.entries().getFirst().at()).isEqualTo(LocalDateTime.of(2026, 11, 12, 9, 58));
    }

    @Test
    void anIphonesChatIsReadWithItsTwelveHoursMarksAndTildes() {
        Transcript chat = Transcript.parse(chat("iphone-es"));

        assertThat(chat.senders()).containsExactly("Marta", "Local");
        assertThat(chat.entries())
                .extracting(Entry::at, Entry::kind, Entry::text)
                .containsExactly(
                        tuple(LocalDateTime.of(2026, 11, 12, 9, 58, 12), Kind.TEXT, "Hola"),
                        tuple(LocalDateTime.of(2026, 11, 12, 14, 5, 40), Kind.TEXT, "¡Buenas!"),
                        tuple(LocalDateTime.of(2026, 11, 12, 14, 6), Kind.ATTACHMENT, ""),
                        tuple(LocalDateTime.of(2026, 11, 12, 14, 6, 9), Kind.STICKER, ""),
                        tuple(LocalDateTime.of(2026, 11, 12, 14, 7), Kind.TEXT, "hacen envíos?"));
    }

    @Test
    void anEnglishPhonesMonthsComeFirstAndACaptionStaysWithItsPicture() {
        Transcript chat = Transcript.parse(chat("android-en"));

        assertThat(chat.entries())
                .extracting(Entry::at, Entry::sender, Entry::kind, Entry::text)
                .containsExactly(
                        tuple(LocalDateTime.of(2026, 11, 3, 9, 58), "Marta", Kind.TEXT, "Hola"),
                        tuple(LocalDateTime.of(2026, 11, 13, 14, 5), "Shop", Kind.TEXT, "hi: how are you"),
                        tuple(LocalDateTime.of(2026, 11, 13, 14, 6), "Marta", Kind.ATTACHMENT, "cuanto sale este?"));
    }

    @Test
    void otherWaysToWriteADateAreRead() {
        assertThat(Transcript.parse("3/4/2026 8:05 p. m. - Ana: hola").entries())
                .extracting(Entry::at)
                .containsExactly(LocalDateTime.of(2026, 4, 3, 20, 5));
        assertThat(Transcript.parse("2026-04-03, 20:05 - Ana: hola").entries())
                .extracting(Entry::at)
                .containsExactly(LocalDateTime.of(2026, 4, 3, 20, 5));
        assertThat(Transcript.parse("03.04.26, 12:05 a. m. - Ana: hola").entries())
                .extracting(Entry::at)
                .containsExactly(LocalDateTime.of(2026, 4, 3, 0, 5));
    }

    @Test
    void linesThatBelongToNothingAreNamedAndTheOthersStillRead() {
        Transcript chat = Transcript.parse(
                "encabezado\n\n45/99/26, 10:00 - Ana: hola\n12/11/26, 10:00 - Ana: chau\n" + "12/11/26 nos vemos");

        assertThat(chat.unreadable()).containsExactlyInAnyOrder(1, 3);
        assertThat(chat.entries()).extracting(Entry::text).containsExactly("chau\n12/11/26 nos vemos");
    }

    @Test
    void whatACustomerSaysIsNotTakenForTheApplicationsNotes() {
        for (String text : java.util.List.of(
                "me pide el codigo de seguridad de la tarjeta",
                "te hago una videollamada y te muestro?",
                "tienen cuenta de empresa?",
                "borré el audio",
                "mandame la imagen")) {
            assertThat(Transcript.parse("12/11/26, 10:00 - Ana: " + text).entries())
                    .as(text)
                    .extracting(Entry::kind, Entry::text)
                    .containsExactly(tuple(Kind.TEXT, text));
        }
        assertThat(Transcript.parse("12/11/26, 10:00 - Ana: Llamada perdida").entries())
                .isEmpty();
    }

    @Test
    void noTextMakesItFail() {
        Random random = new Random(20_261);
        String alphabet = "0129/.-:,[] apmPM\u200e\u202f\n~<>áñ😀Marta: ";
        for (int n = 0; n < 2_000; n++) {
            StringBuilder text = new StringBuilder();
            random.ints(random.nextInt(200), 0, alphabet.length()).forEach(at -> text.append(alphabet.charAt(at)));

            Transcript chat = Transcript.parse(text.toString());

            assertThat(chat.entries().size() + chat.unreadable().size()).isNotNegative();
        }
        assertThat(Transcript.parse("").entries()).isEmpty();
    }
}
