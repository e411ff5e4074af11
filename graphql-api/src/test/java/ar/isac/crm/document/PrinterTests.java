package ar.isac.crm.document;

import static org.assertj.core.api.Assertions.assertThat;

import ar.isac.crm.document.Paper.Kind;
import ar.isac.crm.document.Paper.Row;
import ar.isac.crm.money.Money;
import ar.isac.crm.shop.ShopIdentity;
import ar.isac.crm.shop.ShopSettings;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.LuminanceSource;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PrinterTests {

    private static final Instant FRIDAY = Instant.parse("2026-03-06T21:30:00Z");
    private static final String LINK = "https://www.example.com/pay?pref_id=246813579-0d1e2f3a-4b5c";

    private final Printer printer = new Printer(
            new ShopIdentity("Ñandú Calzados", "Ñandú S.A.", "30-00000000-7", "Av. Güemes 12, Córdoba", null, null),
            new ShopSettings(
                    ZoneId.of("America/Argentina/Buenos_Aires"),
                    Locale.forLanguageTag("es-AR"),
                    Currency.getInstance("ARS"),
                    "AR",
                    false,
                    Path.of(".")));

    @Test
    void aQuoteSaysWhatIsOfferedToWhomForHowMuchAndUntilWhen() {
        Paper quote = quote("Íñigo Muñoz", LINK, row("BOT-1", "Botas de niño «Pingüino» — talle 32 ½", 2));

        String text = text(printer.print(quote));

        assertThat(text)
                .contains("Cotización", "C-000123", "Ñandú S.A.", "CUIT 30-00000000-7", "Av. Güemes 12, Córdoba")
                .contains("Íñigo Muñoz", "Botas de niño «Pingüino» — talle 32 ½", "BOT-1")
                .contains("$1.500,50", "$3.001 ARS")
                .contains("6 de marzo de 2026", "8 de marzo de 2026, 18:30\u00A0h")
                .contains(LINK);
    }

    @Test
    void aReceiptSaysHowItWasPaidAndNothingOfAnExpiry() {
        Paper receipt = new Paper(
                Kind.RECEIPT,
                "V-000045",
                1,
                FRIDAY,
                null,
                "Marta",
                List.of(row("A", "Alpargatas", 1)),
                pesos(150_050),
                pesos(0),
                pesos(150_050),
                null,
                "Mercado Pago",
                "Cotización C-000123");

        String text = text(printer.print(receipt));

        assertThat(text)
                .contains("Recibo de compra", "V-000045", "Mercado Pago", "Cotización C-000123")
                .doesNotContain("Válido hasta", "Subtotal");
    }

    @Test
    void sixtyLinesGoOnOverSeveralPagesAndNoneIsLost() throws IOException {
        Row[] rows = IntStream.rangeClosed(1, 60)
                .mapToObj(n -> row("SKU-" + n, "Zapatilla número " + n, n))
                .toArray(Row[]::new);

        byte[] pdf = printer.print(quote("Marta", null, rows));

        String text = text(pdf);
        assertThat(IntStream.rangeClosed(1, 60)).allMatch(n -> text.contains("Zapatilla número " + n + "\n"));
        try (PDDocument document = Loader.loadPDF(pdf)) {
            assertThat(document.getNumberOfPages()).isBetween(2, 4);
        }
        assertThat(text.split("Importe", -1))
                .as("the head of the table on each page")
                .hasSizeGreaterThan(2);
    }

    @Test
    void theLongestNamesStayOnThePaper() throws IOException {
        String name = "Zapatillas-" + "extraordinariamente".repeat(10) + " de montaña";
        String customer = "María de los Ángeles ".repeat(12).strip();

        byte[] pdf = printer.print(quote(customer, LINK + "&x=" + "y".repeat(300), row("S".repeat(80), name, 1)));

        assertThat(text(pdf).replaceAll("\\s", ""))
                .contains(name.replaceAll("\\s", ""))
                .contains(customer.replaceAll("\\s", ""))
                .contains("S".repeat(80));
        assertThat(marginIsWhite(pdf)).isTrue();
    }

    @Test
    void whateverNamesContainStandsAsText() {
        String hostile = "<script>alert(1)</script> {{total}} & \"co\" \u0000\u0007 </td></tr> 🎉 ]]>";

        String text = text(printer.print(quote(hostile, null, row("<b>", hostile, 1))));

        assertThat(text)
                .contains("<script>alert(1)</script> {{total}} & \"co\"")
                .contains("</td></tr>");
    }

    @Test
    void theSamePaperGivesTheSameBytes() {
        Paper quote = quote("Marta", LINK, row("A", "Alpargatas", 1));

        assertThat(printer.print(quote)).isEqualTo(printer.print(quote));
    }

    @Test
    void aPhoneReadsThePaymentLinkOffThePicture() throws Exception {
        byte[] pdf = printer.print(quote("Marta", LINK, row("A", "Alpargatas", 1)));

        assertThat(new QRCodeReader()
                        .decode(new BinaryBitmap(new HybridBinarizer(firstPage(pdf, 150))))
                        .getText())
                .isEqualTo(LINK);
    }

    private static LuminanceSource firstPage(byte[] pdf, int dpi) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, dpi);
            int[] pixels = page.getRGB(0, 0, page.getWidth(), page.getHeight(), null, 0, page.getWidth());
            return new RGBLuminanceSource(page.getWidth(), page.getHeight(), pixels);
        }
    }

    /** Whether nothing is printed into the right margin. */
    private static boolean marginIsWhite(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage page = new PDFRenderer(document).renderImageWithDPI(0, 50);
            int from = page.getWidth() - 20;
            return IntStream.range(from, page.getWidth())
                    .allMatch(x -> IntStream.range(0, page.getHeight())
                            .allMatch(y -> (page.getRGB(x, y) & 0xffffff) == 0xffffff));
        }
    }

    private static Paper quote(String customer, @Nullable String link, Row... rows) {
        long total = List.of(rows).stream()
                .mapToLong(row -> row.total().minorUnits())
                .sum();
        return new Paper(
                Kind.QUOTE,
                "C-000123",
                2,
                FRIDAY,
                FRIDAY.plusSeconds(48 * 3_600),
                customer,
                List.of(rows),
                pesos(total),
                pesos(0),
                pesos(total),
                link,
                null,
                null);
    }

    private static Row row(String sku, String title, int quantity) {
        return new Row(sku, title, quantity, pesos(150_050), pesos(0), pesos(150_050L * quantity));
    }

    private static Money pesos(long cents) {
        return new Money(cents, "ARS");
    }

    private static String text(byte[] pdf) {
        keep(pdf);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For a look: {@code -Dpapers=FOLDER} leaves them there. */
    private static void keep(byte[] pdf) {
        String folder = System.getProperty("papers");
        if (folder != null) {
            try {
                Files.write(Files.createTempFile(Path.of(folder), "paper", ".pdf"), pdf);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
