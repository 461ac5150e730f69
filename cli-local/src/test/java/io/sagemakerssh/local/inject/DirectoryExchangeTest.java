package io.sagemakerssh.local.inject;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryExchangeTest {
  @TempDir Path directory;
  private Path place;
  private Path fresh;

  @BeforeEach
  void layOut() throws IOException {
    place = Files.createDirectory(directory.resolve("place"));
    Files.writeString(place.resolve("mine"), "old");
    fresh = Files.createDirectory(directory.resolve("fresh"));
    Files.writeString(fresh.resolve("theirs"), "new");
  }

  /** An exchange whose moves of these numbers, from 1, fail. */
  private static DirectoryExchange failingAt(Integer... numbers) {
    int[] count = {0};
    return new DirectoryExchange(
        (from, to) -> {
          count[0]++;
          if (Set.of(numbers).contains(count[0])) {
            throw new IOException("move " + count[0] + " failed");
          }
          Files.move(from, to);
        });
  }

  private List<String> hidden() throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.startsWith("."))
          .toList();
    }
  }

  @Test
  void theOldOneMakesWay() throws IOException {
    DirectoryExchange.inOneStep().put(fresh, place);

    assertThat(place.resolve("theirs")).hasContent("new");
    assertThat(place.resolve("mine")).doesNotExist();
    assertThat(fresh).doesNotExist();
    assertThat(hidden()).isEmpty();
  }

  @Test
  void theOldOneComesBackWhereTheNewOneCannotBeMoved() throws IOException {
    assertThatThrownBy(() -> failingAt(2).put(fresh, place)).hasMessage("move 2 failed");

    assertThat(place.resolve("mine")).hasContent("old");
    assertThat(hidden()).isEmpty();
  }

  @Test
  void theOldOneIsNeverDeletedBeforeThereIsAnother() throws IOException {
    assertThatThrownBy(() -> failingAt(2, 3).put(fresh, place))
        .hasMessageStartingWith("what was there is now in " + directory.resolve(".place-old"))
        .cause()
        .hasMessage("move 2 failed");

    String aside = hidden().get(0);
    assertThat(directory.resolve(aside).resolve("place/mine")).hasContent("old");
  }

  @Test
  void whatCannotBeMovedAsideStays() throws IOException {
    assertThatThrownBy(() -> failingAt(1).put(fresh, place)).hasMessage("move 1 failed");

    assertThat(place.resolve("mine")).hasContent("old");
    assertThat(hidden()).isEmpty();
  }
}
