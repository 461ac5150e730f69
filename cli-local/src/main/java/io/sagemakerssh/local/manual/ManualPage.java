package io.sagemakerssh.local.manual;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One manual page under construction, in the macros of man(7). */
final class ManualPage {
  private final String name;
  private final int section;
  private final List<String> lines = new ArrayList<>();

  /**
   * A page with its title and its NAME section.
   *
   * @param title for the page's edges, twice on a line: what leaves room in 80 columns
   * @param section of the manual: 1 for commands, 7 for what concerns several
   * @param summary one line, without a full stop
   */
  ManualPage(String title, String name, int section, Edition edition, String summary) {
    this.name = name;
    this.section = section;
    macro(
        ".TH",
        Roff.escaped(title.toUpperCase(Locale.ROOT)),
        Integer.toString(section),
        edition.date().toString(),
        Roff.escaped("SageMaker SSH Helper " + edition.version()),
        // No name of a manual: in 80 columns there is no room for it between the titles.
        "");
    // Neither stretched nor hyphenated: what is to be copied stays as it is.
    lines.add(".ad l");
    lines.add(".nh");
    section("NAME");
    lines.add(Roff.escaped(name) + " \\- " + Roff.escaped(summary));
  }

  /** The name of the page's file. */
  String file() {
    return name + "." + section;
  }

  ManualPage section(String heading) {
    macro(".SH", Roff.escaped(heading));
    return this;
  }

  /** A paragraph after another one, or after a heading. */
  ManualPage paragraph(String text) {
    return roffParagraph(Roff.prose(text));
  }

  /** A paragraph that is roff already. */
  ManualPage roffParagraph(String roff) {
    if (!lines.get(lines.size() - 1).startsWith(".SH")) {
      lines.add(".PP");
    }
    lines.add(roff);
    return this;
  }

  /**
   * A term and, indented below it, what it means.
   *
   * @param term roff already
   */
  ManualPage item(String term, List<String> meaning) {
    lines.add(".TP");
    lines.add(term);
    meaning.forEach(line -> lines.add(Roff.prose(line)));
    return this;
  }

  /** Lines that stay as they are. */
  ManualPage example(List<String> literal) {
    if (!lines.get(lines.size() - 1).startsWith(".SH")) {
      lines.add(".PP");
    }
    lines.add(".RS 4");
    lines.add(".EX");
    literal.forEach(line -> lines.add(Roff.literal(line)));
    lines.add(".EE");
    lines.add(".RE");
    return this;
  }

  /** The SEE ALSO section. */
  ManualPage seeAlso(List<String> pages) {
    section("SEE ALSO");
    for (int number = 0; number < pages.size(); number++) {
      String page = pages.get(number);
      int parenthesis = page.indexOf('(');
      macro(
          ".BR",
          Roff.whole(page.substring(0, parenthesis)),
          page.substring(parenthesis) + (number < pages.size() - 1 ? "," : ""));
    }
    return this;
  }

  /** The whole page. */
  String text() {
    return String.join("\n", lines) + "\n";
  }

  private void macro(String macro, String... arguments) {
    StringBuilder line = new StringBuilder(macro);
    for (String argument : arguments) {
      line.append(' ').append(Roff.argument(argument));
    }
    lines.add(line.toString());
  }
}
