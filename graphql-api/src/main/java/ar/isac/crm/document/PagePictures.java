package ar.isac.crm.document;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.image.PDImage;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.rendering.PageDrawer;
import org.apache.pdfbox.rendering.PageDrawerParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * The first pages of a PDF as one picture, one under the other: it is looked at without being opened, in every browser. What
 * customers send is drawn too, so nothing in a file decides how much time or memory that takes.
 */
@Component
public class PagePictures {

    private static final Logger log = LoggerFactory.getLogger(PagePictures.class);

    private static final int MOST_BYTES = 10_000_000;
    private static final int MOST_PAGES = 4;
    private static final int WIDTH = 1000;
    private static final int TALLEST = 2500;
    private static final long MOST_DOTS = 30_000_000;
    private static final int GAP = 12;
    private static final Color DESK = new Color(0xd9dcd6);

    /** Drawing is work: two at a time, and whoever comes when both are busy for long does without. */
    private final Semaphore places = new Semaphore(2);

    private static final int PATIENCE_SECONDS = 5;

    /** The picture as PNG; empty when the file cannot be drawn, or not now. */
    public Optional<byte[]> png(byte[] pdf) {
        if (pdf.length > MOST_BYTES || !hasPlace()) {
            return Optional.empty();
        }
        try (PDDocument document = Loader.loadPDF(pdf)) {
            List<BufferedImage> pages = pages(document);
            return pages.isEmpty() ? Optional.empty() : Optional.of(encoded(together(pages)));
        } catch (IOException | RuntimeException unreadable) {
            // Whatever is wrong with somebody's file, it can still be downloaded.
            log.debug("A PDF could not be drawn", unreadable);
            return Optional.empty();
        } finally {
            places.release();
        }
    }

    private boolean hasPlace() {
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static List<BufferedImage> pages(PDDocument document) throws IOException {
        PDFRenderer renderer = new ModestRenderer(document);
        renderer.setSubsamplingAllowed(true);
        List<BufferedImage> pages = new ArrayList<>();
        for (int n = 0; n < Math.min(MOST_PAGES, document.getNumberOfPages()); n++) {
            PDRectangle box = document.getPage(n).getCropBox();
            boolean isTurned = document.getPage(n).getRotation() % 180 != 0;
            float width = isTurned ? box.getHeight() : box.getWidth();
            float height = isTurned ? box.getWidth() : box.getHeight();
            if (width < 1 || height < 1) {
                continue;
            }
            pages.add(renderer.renderImage(n, Math.min(WIDTH / width, TALLEST / height), ImageType.RGB));
        }
        return pages;
    }

    private static BufferedImage together(List<BufferedImage> pages) {
        int width = pages.stream().mapToInt(BufferedImage::getWidth).max().orElse(1);
        int height = pages.stream().mapToInt(BufferedImage::getHeight).sum() + GAP * (pages.size() - 1);
        BufferedImage whole = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        Graphics2D pen = whole.createGraphics();
        try {
            pen.setColor(DESK);
            pen.fillRect(0, 0, width, height);
            int top = 0;
            for (BufferedImage page : pages) {
                pen.drawImage(page, (width - page.getWidth()) / 2, top, null);
                top += page.getHeight() + GAP;
            }
        } finally {
            pen.dispose();
        }
        return whole;
    }

    private static byte[] encoded(BufferedImage picture) throws IOException {
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(picture, "png", png);
        return png.toByteArray();
    }

    /** Leaves out pictures that would unfold into more than a page needs. */
    private static final class ModestRenderer extends PDFRenderer {

        ModestRenderer(PDDocument document) {
            super(document);
        }

        @Override
        protected PageDrawer createPageDrawer(PageDrawerParameters parameters) throws IOException {
            return new PageDrawer(parameters) {
                @Override
                public void drawImage(PDImage image) throws IOException {
                    if ((long) image.getWidth() * image.getHeight() <= MOST_DOTS) {
                        super.drawImage(image);
                    }
                }
            };
        }
    }
}
