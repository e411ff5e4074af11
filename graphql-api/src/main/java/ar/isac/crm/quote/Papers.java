package ar.isac.crm.quote;

import ar.isac.crm.document.Paper;
import ar.isac.crm.document.Printer;
import ar.isac.crm.media.Media;
import ar.isac.crm.message.MessageContent.MediaContent;
import java.util.List;
import org.springframework.stereotype.Component;

/** Prints papers and keeps them, so that a message can carry them. */
@Component
public class Papers {

    private static final String PDF = "application/pdf";

    private final Printer printer;
    private final Media media;

    Papers(Printer printer, Media media) {
        this.printer = printer;
        this.media = media;
    }

    /** The printed and stored paper as the content of a message; the same paper is stored once. */
    public MediaContent print(Paper paper, String fileName) {
        Media.Kept kept = media.keep(pdf(paper), PDF);
        return new MediaContent(
                MediaContent.Kind.DOCUMENT,
                kept.mimeType(),
                null,
                fileName,
                MediaContent.State.STORED,
                kept.id(),
                null);
    }

    /** The printed paper, which is not stored. */
    public byte[] pdf(Paper paper) {
        return printer.print(paper);
    }

    public static List<Paper.Row> rows(List<PricedLine> lines) {
        return lines.stream()
                .map(line -> new Paper.Row(
                        line.sku(), line.title(), line.quantity(), line.unitPrice(), line.discount(), line.total()))
                .toList();
    }
}
