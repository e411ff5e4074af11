package ar.isac.crm.catalog;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.imageio.ImageIO;

/**
 * Draws the pictures of the demo shop: a silhouette by what the product is, in its colour, in shapes alone, since the
 * machine may have no fonts.
 */
final class DemoPictures {
    static final int SIZE = 480;

    private static final Map<String, Color> COLORS = colors();
    private static final Color DEFAULT = new Color(0x5B6B82);
    private static final Color COOL = new Color(0x7F90AB);
    private static final Color SCREEN = new Color(0x10151F);
    private static final Color METAL = new Color(0xC9CFD8);

    private DemoPictures() {}

    /** A PNG of {@value #SIZE} × {@value #SIZE} pixels. */
    static byte[] png(Product product) {
        BufferedImage image = new BufferedImage(SIZE, SIZE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
            graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
            new Drawing(graphics, colorOf(product)).draw(product);
        } finally {
            graphics.dispose();
        }
        try (ByteArrayOutputStream bytes = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", bytes);
            return bytes.toByteArray();
        } catch (IOException inMemory) {
            throw new UncheckedIOException(inMemory);
        }
    }

    private static Color colorOf(Product product) {
        return product.attribute("color").stream()
                .flatMap(color -> Words.textsOf(color).stream())
                .map(COLORS::get)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(DEFAULT);
    }

    private static Map<String, Color> colors() {
        Map<String, Color> colors = new LinkedHashMap<>();
        colors.put("azul", new Color(0x3E5C8A));
        colors.put("celeste", new Color(0x9CC7E8));
        colors.put("negro", new Color(0x2B2E35));
        colors.put("medianoche", new Color(0x252B3A));
        colors.put("grafito", new Color(0x54575E));
        colors.put("gris", new Color(0x8D939D));
        colors.put("plata", new Color(0xC4C9D1));
        colors.put("blanco", new Color(0xEFEFEC));
        colors.put("natural", new Color(0xB9B0A2));
        colors.put("rosa", new Color(0xEDB9C4));
        colors.put("rojo", new Color(0xC63B3B));
        colors.put("magenta", new Color(0xB8386F));
        colors.put("violeta", new Color(0x8273A8));
        colors.put("lavanda", new Color(0xB7A9D6));
        colors.put("verde", new Color(0x9DBE9A));
        colors.put("amarillo", new Color(0xF0D376));
        return colors;
    }

    private static final class Drawing {
        private final Graphics2D g;
        private final Color color;
        private final Color dark;
        private final Color light;

        Drawing(Graphics2D graphics, Color color) {
            this.g = graphics;
            this.color = color;
            this.dark = mix(color, Color.BLACK, 0.28);
            this.light = mix(color, Color.WHITE, 0.35);
        }

        void draw(Product product) {
            background();
            Set<String> words = Set.copyOf(Words.textsOf(product.family() + " " + product.category()));
            if (hasAny(words, "fundas")) {
                phoneCase();
            } else if (hasAny(words, "celulares")) {
                phone(words.contains("iphone") ? 3 : 2);
            } else if (hasAny(words, "portatil") && hasAny(words, "cargadores")) {
                powerBank();
            } else if (hasAny(words, "magsafe")) {
                puck();
            } else if (hasAny(words, "cargadores")) {
                charger();
            } else if (hasAny(words, "airpods", "buds")) {
                earbuds();
            } else if (hasAny(words, "auriculares")) {
                headphones();
            } else if (hasAny(words, "notebooks")) {
                notebook();
            } else if (hasAny(words, "tablets")) {
                tablet();
            } else if (hasAny(words, "soporte")) {
                bracket();
            } else if (hasAny(words, "tv")) {
                television();
            } else if (hasAny(words, "smartwatches")) {
                watch(words.contains("band"));
            } else if (hasAny(words, "parlantes")) {
                speaker();
            } else if (hasAny(words, "joystick")) {
                gamepad();
            } else if (hasAny(words, "switch")) {
                handheld();
            } else if (hasAny(words, "consolas")) {
                console();
            } else if (hasAny(words, "cable")) {
                cable();
            } else if (hasAny(words, "vidrio")) {
                glass();
            } else if (hasAny(words, "mouse")) {
                mouse();
            } else if (hasAny(words, "teclado")) {
                keyboard();
            } else if (hasAny(words, "pendrive")) {
                stick();
            } else {
                box();
            }
        }

        private static boolean hasAny(Set<String> words, String... wanted) {
            for (String word : wanted) {
                if (words.contains(word)) {
                    return true;
                }
            }
            return false;
        }

        private void background() {
            Color base = isLight(color) ? COOL : color;
            Color tint = mix(base, Color.WHITE, 0.86);
            g.setColor(mix(tint, new Color(0xF4F5F8), 0.5));
            g.fillRect(0, 0, SIZE, SIZE);
            g.setColor(mix(tint, base, 0.16));
            g.fill(new Ellipse2D.Double(50, 50, 380, 380));
            g.setColor(new Color(0x1E, 0x25, 0x33, 26));
            g.fill(new Ellipse2D.Double(110, 402, 260, 26));
        }

        private void phone(int lenses) {
            fill(round(128, 66, 150, 340, 34), dark);
            fill(round(132, 70, 142, 332, 30), color);
            if (lenses == 3) {
                fill(round(142, 80, 84, 88, 26), light);
                lens(164, 104, 17);
                lens(164, 144, 17);
                lens(203, 124, 17);
            } else {
                lens(162, 104, 16);
                lens(162, 148, 16);
                lens(162, 190, 12);
            }
            fill(round(210, 78, 150, 340, 34), mix(dark, Color.BLACK, 0.3));
            fill(round(216, 84, 138, 328, 28), SCREEN);
            wallpaper(round(220, 88, 130, 320, 25));
            fill(round(262, 98, 46, 13, 13), SCREEN);
            fill(round(258, 396, 54, 4, 4), Color.WHITE);
        }

        private void wallpaper(Shape screen) {
            Shape clip = g.getClip();
            g.setClip(screen);
            g.setPaint(new GradientPaint(220, 80, mix(color, new Color(0x22304A), 0.45), 350, 410, light));
            g.fill(screen);
            g.setColor(withAlpha(Color.WHITE, 46));
            g.fill(new Ellipse2D.Double(150, 250, 240, 240));
            g.setColor(withAlpha(color, 90));
            g.fill(new Ellipse2D.Double(240, 120, 190, 190));
            g.setClip(clip);
        }

        private void lens(double x, double y, double radius) {
            circle(x, y, radius, mix(dark, Color.BLACK, 0.45));
            circle(x, y, radius * 0.66, SCREEN);
            circle(x - radius * 0.2, y - radius * 0.2, radius * 0.24, new Color(0x5B7FB5));
        }

        private void phoneCase() {
            fill(round(158, 66, 164, 348, 40), dark);
            fill(round(164, 72, 152, 336, 34), color);
            fill(round(178, 86, 84, 92, 26), dark);
            fill(round(183, 91, 74, 82, 22), mix(color, new Color(0xF4F5F8), 0.75));
            fill(round(154, 190, 6, 34, 5), dark);
            fill(round(320, 180, 6, 56, 5), dark);
            g.setColor(withAlpha(Color.WHITE, 36));
            Path2D shine = new Path2D.Double();
            shine.moveTo(300, 76);
            shine.lineTo(316, 92);
            shine.lineTo(200, 404);
            shine.lineTo(170, 400);
            shine.closePath();
            g.fill(shine);
        }

        private void charger() {
            line(238, 320, 238, 372, 12, dark);
            arc(170, 338, 68, 68, 0, -180, 12, dark);
            fill(round(198, 92, 10, 54, 4), METAL);
            fill(round(272, 92, 10, 54, 4), METAL);
            fill(round(158, 140, 164, 190, 36), dark);
            fill(round(158, 140, 164, 180, 36), color);
            fill(round(176, 152, 60, 150, 24), withAlpha(light, 130));
            fill(round(216, 296, 48, 12, 12), mix(dark, Color.BLACK, 0.4));
            bolt(240, 226, 34);
        }

        private void bolt(double x, double y, double size) {
            Path2D bolt = new Path2D.Double();
            bolt.moveTo(x + size * 0.25, y - size);
            bolt.lineTo(x - size * 0.6, y + size * 0.15);
            bolt.lineTo(x - size * 0.02, y + size * 0.15);
            bolt.lineTo(x - size * 0.25, y + size);
            bolt.lineTo(x + size * 0.6, y - size * 0.18);
            bolt.lineTo(x + size * 0.02, y - size * 0.18);
            bolt.closePath();
            fill(bolt, isLight(color) ? new Color(0xF2A93B) : new Color(0xFFD166));
        }

        private void powerBank() {
            fill(round(150, 80, 180, 322, 30), dark);
            fill(round(150, 80, 172, 322, 30), color);
            for (int i = 0; i < 4; i++) {
                circle(196 + i * 26, 118, 6, i < 3 ? new Color(0x7BE0A0) : mix(color, Color.WHITE, 0.25));
            }
            bolt(236, 240, 54);
            fill(round(196, 372, 80, 14, 8), mix(dark, Color.BLACK, 0.4));
        }

        private void puck() {
            arc(240, 250, 130, 130, 90, -180, 12, METAL);
            line(240, 380, 170, 380, 12, METAL);
            circle(226, 226, 128, METAL);
            circle(226, 226, 116, Color.WHITE);
            ring(226, 226, 78, 10, mix(METAL, Color.WHITE, 0.4));
            bolt(226, 226, 36);
        }

        private void earbuds() {
            Color body = color.equals(DEFAULT) ? new Color(0xF3F4F6) : color;
            Color shade = mix(body, Color.BLACK, 0.14);
            fill(round(120, 246, 240, 150, 62), shade);
            fill(round(120, 240, 240, 146, 62), body);
            line(132, 292, 348, 292, 4, shade);
            circle(240, 322, 6, new Color(0x7BE0A0));
            bud(176, 130, -1, body, shade);
            bud(304, 130, 1, body, shade);
        }

        private void bud(double x, double y, int side, Color body, Color shade) {
            fill(round(x - 14, y, 28, 100, 26), shade);
            fill(new Ellipse2D.Double(x - 38, y - 42, 76, 80), body);
            fill(new Ellipse2D.Double(x - 18 + side * -20, y - 26, 34, 46), SCREEN);
            fill(round(x - 12, y + 4, 24, 92, 24), body);
        }

        private void headphones() {
            arc(122, 82, 236, 250, 0, 180, 34, dark);
            arc(128, 84, 224, 240, 12, 156, 16, light);
            fill(round(92, 206, 60, 142, 40), mix(dark, Color.BLACK, 0.25));
            fill(round(328, 206, 60, 142, 40), mix(dark, Color.BLACK, 0.25));
            fill(round(104, 190, 76, 174, 56), color);
            fill(round(300, 190, 76, 174, 56), color);
            fill(round(118, 214, 24, 126, 22), withAlpha(light, 150));
            fill(round(314, 214, 24, 126, 22), withAlpha(light, 150));
        }

        private void notebook() {
            fill(round(98, 118, 284, 196, 18), dark);
            fill(round(106, 126, 268, 180, 12), SCREEN);
            wallpaperOn(round(110, 130, 260, 172, 9));
            Path2D base = new Path2D.Double();
            base.moveTo(92, 314);
            base.lineTo(388, 314);
            base.lineTo(430, 366);
            base.lineTo(50, 366);
            base.closePath();
            fill(base, color);
            fill(round(46, 362, 388, 16, 14), dark);
            Path2D keys = new Path2D.Double();
            keys.moveTo(118, 322);
            keys.lineTo(362, 322);
            keys.lineTo(378, 342);
            keys.lineTo(102, 342);
            keys.closePath();
            fill(keys, mix(dark, Color.BLACK, 0.3));
            fill(round(196, 347, 88, 13, 5), mix(color, Color.BLACK, 0.1));
        }

        private void wallpaperOn(Shape screen) {
            Shape clip = g.getClip();
            g.setClip(screen);
            g.setPaint(new GradientPaint(100, 100, new Color(0x27406B), 380, 380, new Color(0x8FB8E0)));
            g.fill(screen);
            g.setColor(withAlpha(Color.WHITE, 44));
            g.fill(new Ellipse2D.Double(60, 220, 260, 220));
            g.setColor(withAlpha(new Color(0xF2B880), 120));
            g.fill(new Ellipse2D.Double(270, 140, 74, 74));
            g.setClip(clip);
        }

        private void tablet() {
            fill(round(118, 68, 244, 340, 28), dark);
            fill(round(122, 72, 236, 332, 25), color);
            fill(round(136, 86, 208, 304, 12), SCREEN);
            wallpaperOn(round(138, 88, 204, 300, 10));
            circle(240, 79, 3, SCREEN);
        }

        private void television() {
            fill(round(54, 108, 372, 226, 12), new Color(0x1B1F28));
            wallpaperOn(round(61, 115, 358, 208, 6));
            line(130, 334, 108, 384, 10, new Color(0x3A404C));
            line(350, 334, 372, 384, 10, new Color(0x3A404C));
        }

        private void bracket() {
            fill(round(120, 110, 36, 260, 10), new Color(0x3A404C));
            line(150, 190, 250, 240, 22, new Color(0x59616F));
            line(250, 240, 330, 200, 22, new Color(0x59616F));
            circle(250, 240, 20, new Color(0x2C313B));
            fill(round(312, 120, 34, 190, 10), new Color(0x3A404C));
            circle(138, 140, 6, METAL);
            circle(138, 340, 6, METAL);
        }

        private void watch(boolean isBand) {
            double width = isBand ? 76 : 132;
            double left = 240 - width / 2;
            fill(round(left + 14, 58, width - 28, 140, 22), mix(dark, Color.BLACK, 0.08));
            fill(round(left + 14, 286, width - 28, 136, 22), mix(dark, Color.BLACK, 0.08));
            fill(round(left + width - 4, 214, 12, 36, 6), METAL);
            fill(round(left - 4, 148, width + 8, 188, 46), dark);
            fill(round(left, 152, width, 180, 42), color);
            fill(round(left + 9, 161, width - 18, 162, 34), SCREEN);
            double radius = isBand ? 20 : 40;
            ring(240, 236, radius, 8, new Color(0xF25F5C));
            ring(240, 236, radius - 13, 8, new Color(0x7BE0A0));
            arc(
                    240 - radius + 26,
                    236 - radius + 26,
                    2 * radius - 52,
                    2 * radius - 52,
                    90,
                    -230,
                    6,
                    new Color(0x5BC0EB));
        }

        private void speaker() {
            fill(round(76, 170, 328, 168, 84), dark);
            fill(round(84, 164, 312, 164, 82), color);
            g.setClip(round(84, 164, 312, 164, 82));
            for (int x = 150; x < 340; x += 14) {
                for (int y = 178; y < 330; y += 14) {
                    circle(x + (y / 14 % 2) * 7, y, 3.2, dark);
                }
            }
            g.setClip(null);
            circle(116, 246, 30, mix(dark, Color.BLACK, 0.35));
            circle(116, 246, 19, light);
            circle(364, 246, 30, mix(dark, Color.BLACK, 0.35));
            circle(364, 246, 19, light);
            fill(round(210, 150, 60, 12, 12), mix(dark, Color.BLACK, 0.35));
        }

        private void gamepad() {
            Path2D body = new Path2D.Double();
            body.moveTo(140, 148);
            body.curveTo(190, 132, 290, 132, 340, 148);
            body.curveTo(392, 176, 416, 300, 400, 350);
            body.curveTo(386, 388, 344, 372, 316, 306);
            body.lineTo(164, 306);
            body.curveTo(136, 372, 94, 388, 80, 350);
            body.curveTo(64, 300, 88, 176, 140, 148);
            body.closePath();
            fill(body, isLight(color) ? mix(color, Color.BLACK, 0.04) : color);
            fill(round(186, 148, 108, 74, 20), dark);
            fill(round(130, 190, 54, 16, 6), dark);
            fill(round(149, 171, 16, 54, 6), dark);
            circle(323, 172, 9, dark);
            circle(323, 224, 9, dark);
            circle(297, 198, 9, dark);
            circle(349, 198, 9, dark);
            stickOf(192, 262);
            stickOf(288, 262);
        }

        private void stickOf(double x, double y) {
            circle(x, y, 29, mix(dark, Color.BLACK, 0.45));
            circle(x, y, 20, mix(dark, Color.BLACK, 0.15));
        }

        private void handheld() {
            Color left = isLight(color) ? color : new Color(0xD64545);
            fill(round(46, 160, 90, 176, 44), left);
            fill(round(344, 160, 90, 176, 44), isLight(color) ? color : new Color(0x3C78C8));
            fill(round(96, 160, 288, 176, 12), new Color(0x23272F));
            wallpaperOn(round(108, 172, 264, 152, 6));
            circle(72, 206, 15, SCREEN);
            circle(408, 276, 15, SCREEN);
            for (int i = 0; i < 4; i++) {
                double angle = Math.PI / 2 * i;
                circle(72 + 15 * Math.cos(angle), 274 + 15 * Math.sin(angle), 6, SCREEN);
                circle(408 + 15 * Math.cos(angle), 206 + 15 * Math.sin(angle), 6, SCREEN);
            }
        }

        private void console() {
            Color white = new Color(0xF6F7F9);
            Path2D left = new Path2D.Double();
            left.moveTo(170, 74);
            left.curveTo(206, 170, 206, 300, 174, 404);
            left.lineTo(232, 404);
            left.lineTo(232, 96);
            left.closePath();
            fill(round(206, 88, 68, 314, 10), new Color(0x1B1F28));
            fill(left, white);
            Path2D right = new Path2D.Double();
            right.moveTo(310, 74);
            right.curveTo(274, 170, 274, 300, 306, 404);
            right.lineTo(248, 404);
            right.lineTo(248, 96);
            right.closePath();
            fill(right, mix(white, Color.BLACK, 0.06));
            line(240, 108, 240, 396, 4, new Color(0x4FA3F7));
            fill(round(158, 398, 164, 10, 8), new Color(0x3A404C));
        }

        private void cable() {
            Color wire = color.equals(DEFAULT) ? new Color(0x4A5260) : color;
            for (int i = 0; i < 3; i++) {
                ring(240, 236, 108 - i * 20, 12, i == 1 ? mix(wire, Color.WHITE, 0.16) : wire);
            }
            line(150, 300, 120, 372, 12, wire);
            line(330, 300, 360, 372, 12, wire);
            plug(120, 372);
            plug(360, 372);
        }

        private void plug(double x, double y) {
            fill(round(x - 17, y - 8, 34, 44, 10), new Color(0x2C313B));
            fill(round(x - 11, y + 34, 22, 18, 8), METAL);
        }

        private void glass() {
            fill(round(168, 70, 150, 336, 32), new Color(0x3A404C));
            fill(round(150, 82, 156, 332, 32), new Color(190, 222, 240, 200));
            g.setStroke(new BasicStroke(4));
            g.setColor(Color.WHITE);
            g.draw(round(150, 82, 156, 332, 32));
            g.setColor(withAlpha(Color.WHITE, 150));
            Path2D shine = new Path2D.Double();
            shine.moveTo(262, 86);
            shine.lineTo(300, 100);
            shine.lineTo(196, 408);
            shine.lineTo(160, 404);
            shine.closePath();
            g.fill(shine);
        }

        private void mouse() {
            fill(new RoundRectangle2D.Double(162, 88, 160, 310, 160, 190), dark);
            fill(new RoundRectangle2D.Double(160, 82, 156, 306, 156, 190), color);
            line(238, 84, 238, 210, 4, dark);
            fill(round(228, 128, 20, 54, 18), mix(dark, Color.BLACK, 0.4));
        }

        private void keyboard() {
            fill(round(50, 172, 380, 160, 24), dark);
            fill(round(50, 166, 380, 158, 24), color);
            for (int row = 0; row < 4; row++) {
                for (int key = 0; key < 10; key++) {
                    boolean isBar = row == 3 && key >= 3 && key <= 6;
                    if (!isBar) {
                        fill(round(68 + key * 35, 182 + row * 33, 28, 25, 10), mix(color, Color.WHITE, 0.75));
                    }
                }
            }
            fill(round(173, 281, 133, 25, 10), mix(color, Color.WHITE, 0.75));
        }

        private void stick() {
            fill(round(204, 92, 72, 90, 6), METAL);
            fill(round(218, 116, 16, 16, 2), new Color(0x59616F));
            fill(round(246, 116, 16, 16, 2), new Color(0x59616F));
            fill(round(184, 172, 112, 214, 26), color);
            fill(round(200, 188, 30, 170, 16), withAlpha(light, 140));
            circle(240, 356, 10, dark);
        }

        private void box() {
            fill(round(120, 130, 240, 250, 18), color);
            fill(round(120, 130, 240, 70, 18), light);
            fill(round(216, 130, 48, 110, 4), dark);
        }

        private void fill(Shape shape, Color with) {
            g.setColor(with);
            g.fill(shape);
        }

        private void circle(double x, double y, double radius, Color with) {
            fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius), with);
        }

        private void ring(double x, double y, double radius, double width, Color with) {
            arc(x - radius, y - radius, 2 * radius, 2 * radius, 0, 360, width, with);
        }

        private void arc(double x, double y, double w, double h, double from, double sweep, double width, Color with) {
            g.setColor(with);
            g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new Arc2D.Double(x, y, w, h, from, sweep, Arc2D.OPEN));
        }

        private void line(double x1, double y1, double x2, double y2, double width, Color with) {
            g.setColor(with);
            g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
            g.draw(new java.awt.geom.Line2D.Double(x1, y1, x2, y2));
        }

        private static Shape round(double x, double y, double width, double height, double corner) {
            return new RoundRectangle2D.Double(x, y, width, height, corner, corner);
        }
    }

    private static boolean isLight(Color color) {
        return color.getRed() + color.getGreen() + color.getBlue() > 560;
    }

    private static Color withAlpha(Color color, int alpha) {
        return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
    }

    private static Color mix(Color one, Color other, double share) {
        return new Color(
                (int) Math.round(one.getRed() * (1 - share) + other.getRed() * share),
                (int) Math.round(one.getGreen() * (1 - share) + other.getGreen() * share),
                (int) Math.round(one.getBlue() * (1 - share) + other.getBlue() * share));
    }
}
