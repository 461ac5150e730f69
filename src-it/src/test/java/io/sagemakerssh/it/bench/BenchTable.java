package io.sagemakerssh.it.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** Rows of figures, each the median of several runs. */
public final class BenchTable {
  /** One measurement. */
  public interface Run {
    /** Its figure, in the row's unit. */
    double measure() throws Exception;
  }

  private static final int RUNS = 3;
  private final List<String> lines = new ArrayList<>();

  public BenchTable(String title) {
    lines.add("");
    lines.add(title);
  }

  /** Measures several times; the median. */
  public double row(String what, String unit, Run run) throws Exception {
    double[] figures = new double[RUNS];
    for (int i = 0; i < RUNS; i++) {
      figures[i] = run.measure();
    }
    Arrays.sort(figures);
    return once(what, unit, figures[RUNS / 2]);
  }

  /** A figure that is measured only once. */
  public double once(String what, String unit, double figure) {
    String line = String.format(Locale.ROOT, "  %-62s %9.2f %s", what, figure, unit);
    lines.add(line);
    System.out.println(line);
    return figure;
  }

  public void print() {
    System.out.println(String.join("\n", lines));
  }
}
