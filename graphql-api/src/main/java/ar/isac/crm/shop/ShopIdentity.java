package ar.isac.crm.shop;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Who the shop is, on papers and in texts. Blank is unset.
 *
 * @param name what customers call it
 * @param legalName the name in the tax register
 * @param taxId the number in the tax register, such as a CUIT
 * @param address where it is
 * @param contact a telephone number, an e-mail address or a web site
 * @param logo a PNG or JPEG file for the head of papers
 */
@ConfigurationProperties("crm.shop")
public record ShopIdentity(
        String name,
        @Nullable String legalName,
        @Nullable String taxId,
        @Nullable String address,
        @Nullable String contact,
        @Nullable Path logo) {

    /** What stands under the name, in this order, as far as it is known. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        add(lines, legalName, "");
        add(lines, taxId, "CUIT ");
        add(lines, address, "");
        add(lines, contact, "");
        return lines;
    }

    private static void add(List<String> lines, @Nullable String value, String label) {
        if (value != null && !value.isBlank()) {
            lines.add(label + value);
        }
    }
}
