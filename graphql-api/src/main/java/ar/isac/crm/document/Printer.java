package ar.isac.crm.document;

import ar.isac.crm.money.Money;
import ar.isac.crm.money.MoneyFormat;
import ar.isac.crm.shop.ShopIdentity;
import ar.isac.crm.shop.ShopSettings;
import com.openhtmltopdf.outputdevice.helper.BaseRendererBuilder.FontStyle;
import com.openhtmltopdf.pdfboxout.PdfBoxRenderer;
import com.openhtmltopdf.pdfboxout.PdfRendererBuilder;
import com.openhtmltopdf.util.XRLog;
import com.samskivert.mustache.Mustache;
import com.samskivert.mustache.Template;
import java.awt.Font;
import java.awt.FontFormatException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Base64;
import java.util.GregorianCalendar;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.stream.Collectors;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentInformation;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Prints papers. The same paper gives the same bytes, so printing it again stores nothing new. Whatever customers or
 * catalogues put into names stands on the paper as text; signs that the font has no picture for are left out.
 */
@Component
public class Printer {

    private static final String FONT = "Liberation Sans";
    private static final String REGULAR = "/liberation/LiberationSans-Regular.ttf";
    private static final String BOLD = "/liberation/LiberationSans-Bold.ttf";

    static {
        XRLog.setLoggingEnabled(false);
    }

    private final ShopIdentity shop;
    private final MoneyFormat money;
    private final ResourceBundle words;
    private final Locale locale;
    private final ZoneId zone;
    private final Template template;
    private final Font letters;
    private final @Nullable String logo;

    Printer(ShopIdentity shop, ShopSettings settings) {
        this.shop = shop;
        this.locale = settings.locale();
        this.zone = settings.timeZone();
        this.money = new MoneyFormat(locale);
        this.words = ResourceBundle.getBundle("messages.document", locale);
        this.letters = font();
        this.logo = logo(shop.logo());
        this.template = template();
    }

    private Template template() {
        try (InputStreamReader source =
                new InputStreamReader(resource("/document/paper.html"), StandardCharsets.UTF_8)) {
            return Mustache.compiler()
                    .escapeHTML(true)
                    .withFormatter(value -> printable(String.valueOf(value)))
                    .strictSections(true)
                    .compile(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The paper as PDF. */
    public byte[] print(Paper paper) {
        String html = template.execute(values(paper));
        PdfRendererBuilder builder = new PdfRendererBuilder()
                .withHtmlContent(html, null)
                .useFont(() -> resource(REGULAR), FONT, 400, FontStyle.NORMAL, true)
                .useFont(() -> resource(BOLD), FONT, 700, FontStyle.NORMAL, true);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (PDDocument pdf = new PDDocument()) {
            builder.usePDDocument(pdf);
            try (PdfBoxRenderer renderer = builder.buildPdfRenderer()) {
                renderer.layout();
                renderer.createPDFWithoutClosing();
                describe(pdf, paper);
                pdf.save(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Paper " + paper.number() + " cannot be printed", e);
        }
        return bytes.toByteArray();
    }

    /** Nothing in the file says when or in which run it was printed. */
    private void describe(PDDocument pdf, Paper paper) {
        PDDocumentInformation about = new PDDocumentInformation();
        about.setTitle(title(paper) + " " + printable(paper.number()));
        about.setAuthor(shop.name());
        about.setCreationDate(GregorianCalendar.from(paper.issuedAt().atZone(zone)));
        pdf.setDocumentInformation(about);
        pdf.setDocumentId((long) paper.hashCode());
    }

    private String title(Paper paper) {
        return words.getString(
                switch (paper.kind()) {
                    case QUOTE -> "quote";
                    case RECEIPT -> "receipt";
                });
    }

    private Map<String, Object> values(Paper paper) {
        Map<String, Object> values = new HashMap<>();
        words.keySet().forEach(key -> values.put("w_" + key, words.getString(key)));
        values.put("language", locale.toLanguageTag());
        values.put("title", title(paper));
        values.put("number", paper.number());
        values.put("version", paper.version() > 1 ? List.of(paper.version()) : List.of());
        values.put("shopName", shop.name());
        values.put("initial", initial());
        values.put("logo", optional(logo));
        values.put("shopLines", shop.lines());
        values.put("issuedAt", moment("date").format(paper.issuedAt().atZone(zone)));
        values.put(
                "validUntil",
                optional(
                        paper.validUntil() == null
                                ? null
                                : moment("moment").format(paper.validUntil().atZone(zone))));
        values.put("customer", paper.customerName());
        values.put("reference", optional(paper.reference()));
        values.put("paidWith", optional(paper.paidWith()));
        values.put("rows", paper.rows().stream().map(this::row).toList());
        boolean hasDiscount = paper.discount().minorUnits() != 0;
        values.put("subtotal", hasDiscount ? List.of(money.format(paper.subtotal())) : List.of());
        values.put("discount", hasDiscount ? List.of("-" + money.format(paper.discount())) : List.of());
        values.put("total", money.format(paper.total()));
        values.put("currency", paper.total().currency());
        values.put("paymentLink", optional(paper.paymentLink()));
        values.put(
                "qr",
                optional(paper.paymentLink() == null ? null : dataUrl("image/png", QrCode.png(paper.paymentLink()))));
        return values;
    }

    private Map<String, Object> row(Paper.Row row) {
        boolean hasDiscount = row.discount().minorUnits() != 0;
        return Map.of(
                "sku", row.sku(),
                "name", row.title(),
                "quantity", row.quantity(),
                "price", money.format(row.unitPrice()),
                "off", hasDiscount ? List.of("-" + formatted(row.discount())) : List.of(),
                "sum", money.format(row.total()));
    }

    private String formatted(Money amount) {
        return money.format(amount);
    }

    private String initial() {
        return shop.name().isBlank()
                ? ""
                : shop.name()
                        .strip()
                        .substring(0, shop.name().strip().offsetByCodePoints(0, 1))
                        .toUpperCase(locale);
    }

    private DateTimeFormatter moment(String pattern) {
        return DateTimeFormatter.ofPattern(words.getString(pattern), locale);
    }

    private static List<String> optional(@Nullable String value) {
        return value == null || value.isBlank() ? List.of() : List.of(value);
    }

    /** XML bears no control characters, and the font has no emojis. */
    private String printable(String text) {
        return text.codePoints()
                .map(letter -> Character.isWhitespace(letter) ? ' ' : letter)
                .filter(letter -> letter == ' ' || letters.canDisplay(letter))
                .mapToObj(Character::toString)
                .collect(Collectors.joining());
    }

    private static Font font() {
        try (InputStream file = resource(REGULAR)) {
            return Font.createFont(Font.TRUETYPE_FONT, file);
        } catch (IOException | FontFormatException e) {
            throw new IllegalStateException("The font for papers cannot be read", e);
        }
    }

    /** The shop's picture, for papers that need nothing from outside; null when there is none. */
    private static @Nullable String logo(@Nullable Path file) {
        if (file == null || file.toString().isBlank()) {
            return null;
        }
        try {
            String type = file.toString().toLowerCase(Locale.ROOT).endsWith(".png") ? "image/png" : "image/jpeg";
            return dataUrl(type, Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("CRM_SHOP_LOGO cannot be read: " + file, e);
        }
    }

    private static String dataUrl(String type, byte[] bytes) {
        return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
    }

    private static InputStream resource(String path) {
        return Objects.requireNonNull(Printer.class.getResourceAsStream(path), path);
    }
}
