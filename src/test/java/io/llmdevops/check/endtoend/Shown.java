package io.llmdevops.check.endtoend;

import static org.assertj.core.api.Assertions.assertThat;

import io.llmdevops.Machine;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.imageio.ImageIO;

/** A picture of a page. */
record Shown(BufferedImage image) {

  /** What compression may make of a colour. */
  private static final int TOLERANCE = 12;

  /** The one that this engine shows of a task. */
  static Shown of(Machine machine, Report report) throws Exception {
    var bytes = machine.get("/tasks/" + report.json().getString("id") + "/screenshot");
    var image = ImageIO.read(new ByteArrayInputStream(bytes.getBytes()));
    assertThat(image).as("a picture: " + bytes.length() + " bytes").isNotNull();
    return new Shown(image);
  }

  /** How much of the picture is of this colour, from 0 to 1. */
  double share(Color color) {
    var width = image.getWidth();
    var height = image.getHeight();
    var count =
        IntStream.range(0, width * height)
            .filter(at -> isLike(new Color(image.getRGB(at % width, at / width)), color))
            .count();
    return (double) count / width / height;
  }

  private static boolean isLike(Color one, Color other) {
    return Stream.of(
            one.getRed() - other.getRed(),
            one.getGreen() - other.getGreen(),
            one.getBlue() - other.getBlue())
        .allMatch(difference -> Math.abs(difference) <= TOLERANCE);
  }
}
