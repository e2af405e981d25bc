package dev.lamina.examples;

import dev.lamina.tensor.Tensor;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;

/** A picture of test digits with what the model takes them for; wrong ones in red. */
final class DigitGrid {
  private static final int COLUMNS = 12;
  private static final int FIRST = 4 * COLUMNS;
  private static final int MOST_WRONG = 3 * COLUMNS;
  private static final int ZOOM = 2;
  private static final int GAP = 14;
  private static final int CAPTION = 18;
  private static final int TITLE = 40;
  private static final Color RIGHT = new Color(0x2e7d32);
  private static final Color WRONG = new Color(0xc62828);

  private final Tensor images;
  private final int[] labels;
  private final int[] predicted;
  private final int side;

  /** images: [samples, rows, columns, 1]. */
  DigitGrid(Tensor images, int[] labels, int[] predicted) {
    this.images = images;
    this.labels = labels.clone();
    this.predicted = predicted.clone();
    this.side = ZOOM * images.shape().dim(1);
  }

  /** The first digits, and below them those that the model got wrong. */
  void write(Path file) throws IOException {
    List<Integer> first = IntStream.range(0, Math.min(FIRST, labels.length)).boxed().toList();
    List<Integer> wrong =
        IntStream.range(0, labels.length).filter(i -> labels[i] != predicted[i]).boxed().toList();
    List<Integer> shown = wrong.subList(0, Math.min(MOST_WRONG, wrong.size()));
    int height = GAP + height(first) + height(shown);
    var image = new BufferedImage(GAP + COLUMNS * (side + GAP), height, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, image.getWidth(), height);
    int y = section(g, "The first %d test digits".formatted(first.size()), first, 0);
    if (!shown.isEmpty()) {
      section(g, wrongTitle(wrong.size(), shown.size()), shown, y);
    }
    g.dispose();
    ImageIO.write(image, "png", file.toFile());
  }

  private String wrongTitle(int all, int shown) {
    return "Wrong: %d of %d%s; label > prediction"
        .formatted(all, labels.length, shown < all ? ", the first " + shown : "");
  }

  private int height(List<Integer> samples) {
    int rows = (samples.size() + COLUMNS - 1) / COLUMNS;
    return rows == 0 ? 0 : TITLE + rows * (side + CAPTION + GAP);
  }

  private int section(Graphics2D g, String title, List<Integer> samples, int top) {
    g.setColor(Color.DARK_GRAY);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 15));
    g.drawString(title, GAP, top + TITLE - 12);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 13));
    for (int i = 0; i < samples.size(); i++) {
      int x = GAP + i % COLUMNS * (side + GAP);
      int y = top + TITLE + i / COLUMNS * (side + CAPTION + GAP);
      digit(g, samples.get(i), x, y);
    }
    return top + height(samples);
  }

  private void digit(Graphics2D g, int sample, int x, int y) {
    g.drawImage(picture(sample), x, y, side, side, null);
    boolean right = labels[sample] == predicted[sample];
    g.setColor(right ? RIGHT : WRONG);
    if (!right) {
      g.setStroke(new BasicStroke(2.5f));
      g.drawRect(x - 2, y - 2, side + 3, side + 3);
    }
    String caption =
        right ? String.valueOf(predicted[sample]) : labels[sample] + " > " + predicted[sample];
    int width = g.getFontMetrics().stringWidth(caption);
    g.drawString(caption, x + (side - width) / 2, y + side + CAPTION - 3);
  }

  /** Dark ink on light paper. */
  private BufferedImage picture(int sample) {
    int n = images.shape().dim(1);
    var image = new BufferedImage(n, n, BufferedImage.TYPE_BYTE_GRAY);
    for (int i = 0; i < n * n; i++) {
      int grey = 245 - (int) (245 * images.getDouble(sample * n * n + i));
      image.getRaster().setSample(i % n, i / n, 0, grey);
    }
    return image;
  }
}
