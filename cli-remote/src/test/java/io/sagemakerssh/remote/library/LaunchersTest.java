package io.sagemakerssh.remote.library;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The launchers, with a Java that only tells how it is called. */
class LaunchersTest {
  private static final Path LAUNCHERS = Path.of("../scripts/bin");
  private static final String TELL = "#!/bin/sh\necho \"$0 $*\"\n";

  @TempDir Path directory;
  private Path library;
  private Path path;

  private record Said(int status, String out, String err) {}

  @BeforeEach
  void assemble() throws Exception {
    library = Files.createDirectory(directory.resolve("library with spaces"));
    path = Files.createDirectory(directory.resolve("path"));
    try (DirectoryStream<Path> launchers = Files.newDirectoryStream(LAUNCHERS, "sm-*")) {
      for (Path launcher : launchers) {
        Files.copy(
            launcher, library.resolve(launcher.getFileName()), StandardCopyOption.COPY_ATTRIBUTES);
      }
    }
    for (String tool : new String[] {"sed", "readlink", "uname", "getconf", "cat"}) {
      tool(tool);
    }
    Files.createFile(library.resolve("sagemaker-ssh-remote.jar"));
  }

  private void tool(String name) throws IOException {
    Path here =
        Files.writeString(path.resolve(name), "#!/bin/sh\nexec " + find(name) + " \"$@\"\n");
    assertThat(here.toFile().setExecutable(true)).isTrue();
  }

  private static Path find(String tool) {
    Path usual = Path.of("/usr/bin", tool);
    return Files.exists(usual) ? usual : Path.of("/bin", tool);
  }

  private Path java(String home, String version) throws IOException {
    Path java = directory.resolve(home).resolve("bin/java");
    Files.createDirectories(java.getParent());
    Files.writeString(java, TELL);
    assertThat(java.toFile().setExecutable(true)).isTrue();
    Files.writeString(
        directory.resolve(home).resolve("release"), "JAVA_VERSION=\"" + version + "\"\n");
    return java;
  }

  private Said run(Path launcher, Map<String, String> variables, String... arguments)
      throws Exception {
    ProcessBuilder builder = new ProcessBuilder("/bin/sh", launcher.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().clear();
    builder.environment().put("PATH", path.toString());
    builder.environment().putAll(variables);
    Process process = builder.start();
    assertThat(process.waitFor(20, SECONDS)).isTrue();
    return new Said(
        process.exitValue(),
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8),
        new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  private Said run(Map<String, String> variables) throws Exception {
    return run(library.resolve("sm-wait"), variables, "stop");
  }

  @Test
  void runTheJarBesideThemThroughAnyLinks() throws Exception {
    Path java = java("jdk", "17.0.1");
    Path link = Files.createSymbolicLink(directory.resolve("one"), library.resolve("sm-wait"));
    Path second = Files.createSymbolicLink(directory.resolve("two"), link);

    Said said = run(second, Map.of("JAVA_HOME", directory.resolve("jdk").toString()), "stop");

    assertThat(said.out())
        .startsWith(java + " ")
        .endsWith(
            "-cp "
                + library.toRealPath().resolve("sagemaker-ssh-remote.jar")
                + " io.sagemakerssh.remote.Main sm-wait stop\n");
  }

  @Test
  void preferTheRuntimeBesideThem() throws Exception {
    java("jdk", "17.0.1");
    Path runtime = java("library with spaces/runtime", "17.0.9");

    assertThat(run(Map.of("JAVA_HOME", directory.resolve("jdk").toString())).out())
        .startsWith(runtime.toString());
  }

  @Test
  void passOverAJavaThatIsTooOld() throws Exception {
    java("old", "1.8.0_402");
    Path good = java("good", "21");
    Files.createSymbolicLink(path.resolve("java"), good);

    assertThat(run(Map.of("JAVA_HOME", directory.resolve("old").toString())).out())
        .startsWith(good.toRealPath().toString());
  }

  @Test
  void useAnArchiveOfClassesWhenThereIsOne() throws Exception {
    java("jdk", "17.0.1");
    Map<String, String> variables = Map.of("JAVA_HOME", directory.resolve("jdk").toString());
    assertThat(run(variables).out()).doesNotContain("SharedArchiveFile");

    Path archive = Files.createFile(library.resolve("sagemaker-ssh-remote.jsa"));

    assertThat(run(variables).out())
        .contains("-XX:SharedArchiveFile=" + archive.toRealPath())
        .contains("-cp /proc/self/fd/9/sagemaker-ssh-remote.jar ");
  }

  /** Java passes over an archive whose jar has another time than scripts/bundle gave it. */
  @Test
  void giveTheJarOfAnArchiveItsTimeAgain() throws Exception {
    java("jdk", "17.0.1");
    Map<String, String> variables = Map.of("JAVA_HOME", directory.resolve("jdk").toString());
    Path jar = library.resolve("sagemaker-ssh-remote.jar");
    FileTime copied = FileTime.from(Instant.parse("2026-03-04T05:06:07Z"));
    Files.setLastModifiedTime(jar, copied);
    tool("stat");
    tool("touch");

    run(variables);
    assertThat(Files.getLastModifiedTime(jar)).isEqualTo(copied);

    Files.createFile(library.resolve("sagemaker-ssh-remote.jsa"));
    assertThat(run(variables).err()).isEmpty();
    assertThat(Files.getLastModifiedTime(jar).toInstant()).isEqualTo("2000-01-01T00:00:00Z");

    Files.delete(path.resolve("touch"));
    Files.setLastModifiedTime(jar, copied);
    assertThat(run(variables)).matches(said -> said.status() == 0 && said.err().isEmpty());
  }

  @Test
  void passOverARuntimeOfAnotherMachine() throws Exception {
    Path own = java("jdk", "17.0.1");
    java("library with spaces/runtime", "17.0.9");
    Path needs = library.resolve("runtime/needs");
    Map<String, String> variables = Map.of("JAVA_HOME", directory.resolve("jdk").toString());

    for (String unmet : List.of("pdp11 2.0", machine() + " 99.0", machine() + " 2.999")) {
      Files.writeString(needs, unmet + "\n");
      assertThat(run(variables).out()).describedAs(unmet).startsWith(own.toString());
    }
    Files.writeString(needs, machine() + " 2.2\n");
    assertThat(run(variables).out()).startsWith(library.resolve("runtime/bin/java").toString());
  }

  @Test
  void sayWhatTheRuntimeNeeds() throws Exception {
    java("library with spaces/runtime", "17.0.9");
    Files.writeString(library.resolve("runtime/needs"), "pdp11 2.0\n");

    assertThat(run(Map.of()).err()).contains("the bundle's runtime needs pdp11 2.0");
  }

  private static String machine() throws IOException {
    return new String(
            new ProcessBuilder("uname", "-m").start().getInputStream().readAllBytes(),
            StandardCharsets.US_ASCII)
        .strip();
  }

  @Test
  void sayInOneLineThatThereIsNoJava() throws Exception {
    Said said = run(Map.of());

    assertThat(said.status()).isEqualTo(34);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err()).contains("sm-wait: ERROR: no Java 17");
  }

  @Test
  void sayInOneLineThatThereIsNoJar() throws Exception {
    java("jdk", "17.0.1");
    Files.delete(library.resolve("sagemaker-ssh-remote.jar"));

    Said said = run(Map.of("JAVA_HOME", directory.resolve("jdk").toString()));

    assertThat(said.status()).isEqualTo(34);
    assertThat(said.err().lines()).hasSize(1);
    assertThat(said.err()).contains("no sagemaker-ssh-remote.jar");
  }
}
