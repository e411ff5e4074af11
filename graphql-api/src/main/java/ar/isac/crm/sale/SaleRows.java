package ar.isac.crm.sale;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** For routes that hand sales to a spreadsheet: a row for each line of a sale. */
@Component("saleRows")
public class SaleRows {

    private final JsonMapper json = JsonMapper.builder().build();

    /**
     * The rows {@code id,number,status,at,quote,sku,title,quantity,unit_price,discount,total,currency,payment_method}.
     *
     * @param registered a message of {@code crm.sales}
     */
    public String toCsv(String registered) {
        SaleRegistered sale = json.readValue(registered, SaleRegistered.class);
        return sale.lines().stream().map(line -> row(sale, line)).collect(Collectors.joining());
    }

    private static String row(SaleRegistered sale, SaleRegistered.Line line) {
        List<String> values = List.of(
                sale.id(),
                sale.number(),
                sale.status(),
                sale.at().toString(),
                text(sale.quote()),
                line.sku(),
                line.title(),
                Integer.toString(line.quantity()),
                line.unitPrice().toPlainString(),
                line.discount().toPlainString(),
                line.total().toPlainString(),
                sale.currency(),
                text(sale.paymentMethod()));
        return values.stream().map(SaleRows::quoted).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** A value that begins like a formula would be run by the spreadsheet. */
    private static String quoted(String value) {
        boolean isFormula = !value.isEmpty() && "=+-@\t\r".indexOf(value.charAt(0)) >= 0;
        return "\"" + (isFormula ? "'" : "") + value.replace("\"", "\"\"") + "\"";
    }
}
