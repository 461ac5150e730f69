package io.sagemakerssh.it.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Object;

/** {@code cp} between a laptop and a container, over sessions of the local AWS. */
class CpIT {
  private static final int MEGABYTE = 1_000_000;

  @TempDir static Path directory;
  private static Cloud cloud;
  private static Laptop laptop;

  /** A directory of the container's. */
  @TempDir Path there;

  private Path here;

  @BeforeAll
  static void start() throws IOException {
    cloud = Cloud.start(directory);
    cloud.createJob("files", Job.WAITING, 1, Map.of()).awaitLog("Managed instance-id");
    laptop = cloud.laptop("alice");
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  @BeforeEach
  void makeDirectory() throws IOException {
    here = Files.createTempDirectory(laptop.home(), "here");
  }

  private static Path random(Path file, int length) throws IOException {
    byte[] bytes = new byte[length];
    new Random(length).nextBytes(bytes);
    return Files.write(file, bytes);
  }

  private static JsonObject copied(Outcome outcome) {
    return JsonParser.parseString(outcome.succeeded().out()).getAsJsonObject();
  }

  /** Every file's digest by its name below a directory. */
  private static Map<String, String> content(Path root) throws IOException {
    Map<String, String> content = new TreeMap<>();
    Digest.ofAll(root)
        .forEach((file, digest) -> content.put(root.relativize(file).toString(), digest));
    return content;
  }

  @Test
  void aTreeGoesThereAndBack() throws IOException {
    Path tree = Files.createDirectories(here.resolve("my tree/-sub ü"));
    random(tree.resolve("it's $(id)"), 3 * MEGABYTE);
    Files.createFile(tree.resolve("empty"));
    Files.createSymbolicLink(tree.resolve("link"), Path.of("empty"));
    for (int i = 0; i < 40; i++) {
      random(tree.resolve("small " + i), i * 100);
    }
    Path root = here.resolve("my tree");

    Outcome up = laptop.training("cp", "-r", root.toString(), "files:" + there).run().succeeded();
    Outcome down = laptop.here("cp", "-r", "files:" + there + "/my tree", here + "/back");

    assertThat(content(there.resolve("my tree"))).isEqualTo(content(root));
    down.succeeded();
    assertThat(content(here.resolve("back"))).isEqualTo(content(root));
    assertThat(Files.getLastModifiedTime(here.resolve("back/-sub ü/empty")).to(TimeUnit.SECONDS))
        .isEqualTo(Files.getLastModifiedTime(tree.resolve("empty")).to(TimeUnit.SECONDS));
    assertThat(up.out() + up.err() + down.out() + down.err())
        .as("no terminal, so nothing is told")
        .isEmpty();
  }

  @Test
  void relativePathsBeginAtTheHomeDirectory() throws IOException {
    Path file = random(here.resolve("a"), 1000);

    laptop.here("cp", file.toString(), "files:~/in home").succeeded();
    laptop.here("cp", "files:in home", here + "/b").succeeded();
    laptop.here("exec", "files", "--", "rm", "in home").succeeded();

    assertThat(here.resolve("b")).hasSameBinaryContentAs(file);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ssh", "s3"})
  void aCopyThatWasCutGoesOnWhereItBroke(String via) throws Exception {
    Path file = random(here.resolve("big"), 150 * MEGABYTE);
    Files.writeString(there.resolve("big"), "the old one");
    Process broken = laptop.training("cp", "--via", via, file.toString(), "files:" + there).start();
    cut(broken, file, there);
    assertThat(new String(broken.getErrorStream().readAllBytes(), UTF_8))
        .isEqualTo(
            "note: interrupted; run the same command again, and it goes on from what has arrived\n");

    assertThat(there.resolve("big")).hasContent("the old one");
    JsonObject result =
        copied(
            laptop.here("cp", "--via", via, "--output", "json", file.toString(), "files:" + there));

    assertThat(Digest.of(there.resolve("big"))).isEqualTo(Digest.of(file));
    assertThat(result.get("bytesAlreadyThere").getAsLong()).isGreaterThan(4 * MEGABYTE);
    assertThat(result.get("bytes").getAsLong() + result.get("bytesAlreadyThere").getAsLong())
        .isEqualTo(150L * MEGABYTE);
    assertThat(there.toFile().list()).containsExactly("big");
    assertThat(objects()).as("copied through").isEmpty();
  }

  private static List<String> objects() {
    return cloud
        .s3()
        .listObjectsV2(b -> b.bucket(Cloud.BUCKET).prefix("ssh-authorized-keys/cp/"))
        .contents()
        .stream()
        .map(S3Object::key)
        .toList();
  }

  @Test
  void largeFilesGoThroughS3BothWays() throws IOException {
    Path file = random(here.resolve("large ü"), 70 * MEGABYTE);

    copied(laptop.here("cp", "--output", "json", file.toString(), "files:" + there));
    Outcome back = laptop.here("cp", "--via", "s3", "files:" + there + "/large ü", here + "/back");

    back.succeeded();
    assertThat(Digest.of(there.resolve("large ü"))).isEqualTo(Digest.of(file));
    assertThat(Digest.of(here.resolve("back"))).isEqualTo(Digest.of(file));
    assertThat(objects()).isEmpty();
  }

  @Test
  void withoutABucketItGoesBySshUnlessS3IsAskedFor() throws IOException {
    Path file = random(here.resolve("large"), 70 * MEGABYTE);
    String none = "--bucket=no-such-bucket";

    Outcome asked = laptop.here("cp", none, "--via", "s3", file.toString(), "files:" + there);
    Outcome left = laptop.here("cp", none, file.toString(), "files:" + there);

    asked.failedWith(ExitCode.AWS_FAILED.status());
    assertThat(left.succeeded().err())
        .contains("note: by SSH and not through S3")
        .contains("NoSuchBucket");
    assertThat(Digest.of(there.resolve("large"))).isEqualTo(Digest.of(file));
  }

  private static List<Path> parts(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.filter(file -> file.getFileName().toString().endsWith(".part")).toList();
    }
  }

  @Test
  void aPartThatDiffersIsNotContinued() throws Exception {
    int length = 60 * MEGABYTE;
    Path file = random(there.resolve("a"), length);
    Process broken = laptop.training("cp", "--via", "ssh", "files:" + file, here + "/a").start();
    cut(broken, file, here);
    try (RandomAccessFile part = new RandomAccessFile(parts(here).get(0).toFile(), "rw")) {
      int first = part.read();
      part.seek(0);
      part.write(first + 1);
    }

    JsonObject result = copied(laptop.here("cp", "--output", "json", "files:" + file, here + "/a"));

    assertThat(Digest.of(here.resolve("a"))).isEqualTo(Digest.of(file));
    assertThat(result.get("bytesAlreadyThere").getAsLong()).isZero();
    assertThat(result.get("bytes").getAsLong()).isEqualTo(length);
  }

  @Test
  void whatIsThereAlreadyIsNotCopiedAgain() throws IOException {
    Path file = random(there.resolve("a"), 1000);
    laptop.here("cp", "files:" + file, here + "/a").succeeded();

    JsonObject again = copied(laptop.here("cp", "--output", "json", "files:" + file, here + "/a"));

    assertThat(again.get("bytes").getAsLong()).isZero();
  }

  /**
   * Ctrl-C, once the beginning of the file has arrived, before which other pieces may; it reaches
   * ssh as soon as its parent.
   */
  private static void cut(Process copy, Path file, Path arriving) throws Exception {
    byte[] beginning = beginning(file);
    await()
        .pollInterval(Duration.ofMillis(20))
        .atMost(Duration.ofSeconds(60))
        .until(
            () -> {
              List<Path> parts = parts(arriving);
              return !parts.isEmpty() && Arrays.equals(beginning(parts.get(0)), beginning);
            });
    copy.descendants().forEach(ProcessHandle::destroy);
    copy.toHandle().destroy();
    assertThat(copy.waitFor()).isNotZero();
  }

  private static byte[] beginning(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return in.readNBytes(6 * MEGABYTE);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "FILE_REFUSED, files:{there}/missing, {here}",
    "FILE_REFUSED, {here}, files:{there}",
    "FILE_REFUSED, {here}/missing, files:{there}",
    "FILE_REFUSED, /etc/hostname, files:{there}/no/such/directory",
    "JOB_NOT_FOUND, /etc/hostname, nosuchjob:{there}",
    "USAGE, files:a, files:b",
    "USAGE, a, b",
    "USAGE, files:~other/a, {here}"
  })
  void whatCannotBeCopiedIsRefused(ExitCode code, String from, String to) throws IOException {
    String source = from.replace("{here}", here.toString()).replace("{there}", there.toString());
    String destination = to.replace("{here}", here.toString()).replace("{there}", there.toString());

    Outcome outcome =
        laptop.here("cp", "--timeout", "2", source, destination).failedWith(code.status());

    assertThat(outcome.err()).contains("error: ").contains("why: ").contains("do: ");
    assertThat(there).isEmptyDirectory();
    assertThat(here).isEmptyDirectory();
  }
}
