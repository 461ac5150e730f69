package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code scripts/install} and {@code scripts/uninstall}, in the home of a user with odd taste. */
class InstallIT {
  private static final String COMMAND = "sm-local-ssh-training";

  @TempDir Path directory;
  private Path home;
  private Path prefix;

  @BeforeEach
  void home() throws IOException {
    home = Files.createDirectories(directory.resolve("home of 'me'"));
    prefix = home.resolve(".local");
  }

  private Outcome run(Map<String, String> changes, String... command) {
    Map<String, String> environment = new HashMap<>();
    environment.put("HOME", home.toString());
    environment.put("PATH", System.getenv("PATH"));
    environment.putAll(changes);
    return new Program(home, environment, List.of(command)).run();
  }

  private static String script(String name) {
    return Repository.root().resolve("scripts").resolve(name).toString();
  }

  private Outcome install() {
    return run(Map.of(), script("install"), "--no-build").succeeded();
  }

  private static Set<String> filesBelow(Path directory) throws IOException {
    try (Stream<Path> paths = Files.walk(directory)) {
      return paths
          .map(path -> directory.relativize(path).toString())
          .collect(Collectors.toCollection(TreeSet::new));
    }
  }

  @Test
  void aUserInstallsUpgradesAndUninstalls() throws IOException {
    Path mine = prefix.resolve("share/man/man1/mine.1");
    Files.createDirectories(mine.getParent());
    Files.writeString(mine, "mine");
    Set<String> before = filesBelow(home);

    assertThat(install().out())
        .startsWith("Installed " + COMMAND)
        .contains(prefix.resolve("bin") + " is not on your PATH");

    Path command = prefix.resolve("bin").resolve(COMMAND);
    Path link = Files.createSymbolicLink(home.resolve("link to it"), command);
    for (String java : List.of("", "/nowhere", System.getProperty("java.home"))) {
      assertThat(run(Map.of("JAVA_HOME", java), link.toString(), "--version").succeeded().out())
          .startsWith("SageMaker SSH Helper");
    }
    assertThat(prefix.resolve("share/man/man1/" + COMMAND + "-connect.1")).isNotEmptyFile();
    assertThat(prefix.resolve("share/bash-completion/completions/" + COMMAND)).isNotEmptyFile();
    assertThat(prefix.resolve("share/zsh/site-functions/_" + COMMAND)).isNotEmptyFile();
    assertThat(prefix.resolve("share/fish/vendor_completions.d/" + COMMAND + ".fish"))
        .isNotEmptyFile();
    assertThat(run(Map.of(), command.toString(), "lib-dir").succeeded().out().strip())
        .satisfies(library -> assertThat(Path.of(library, "__init__.py")).isRegularFile());

    Set<String> installed = filesBelow(home);
    assertThat(install().out()).startsWith("Up to date: " + COMMAND);
    assertThat(filesBelow(home)).isEqualTo(installed);

    Files.delete(link);
    run(Map.of(), script("uninstall")).succeeded();
    assertThat(filesBelow(home)).isEqualTo(before);
    assertThat(mine).hasContent("mine");
  }

  @Test
  void anUpgradeLeavesTheVersionThatRunsAndEveryPathTheSame() throws IOException {
    Path installed = prefix.resolve("lib/sagemaker-ssh-helper");
    install();
    Path current = installed.resolve("current");
    Path earlier = Files.move(current.toRealPath(), installed.resolve("0.0.9-1"));
    Files.delete(current);
    Files.createSymbolicLink(current, Path.of("0.0.9-1"));
    Files.createDirectory(installed.resolve("0.0.8-1"));
    Path vanished = prefix.resolve("share/man/man1/" + COMMAND + "-vanished.1");
    Files.createSymbolicLink(
        vanished, Path.of("../../../lib/sagemaker-ssh-helper/current/share/man/man1/vanished"));
    Files.writeString(
        installed.resolve("manifest"),
        Files.readString(installed.resolve("manifest")) + prefix.relativize(vanished) + "\n");
    String before = proxyCommand();

    assertThat(install().out()).startsWith("Upgraded to " + COMMAND);

    assertThat(current.toRealPath()).isNotEqualTo(earlier.toRealPath());
    assertThat(run(Map.of(), earlier.resolve(COMMAND).toString(), "--version").status()).isZero();
    assertThat(installed.resolve("0.0.8-1")).doesNotExist();
    assertThat(vanished).matches(path -> !Files.exists(path, LinkOption.NOFOLLOW_LINKS));
    assertThat(proxyCommand()).isEqualTo(before).contains("/current/" + COMMAND);
  }

  private String proxyCommand() {
    String command = prefix.resolve("bin").resolve(COMMAND).toString();
    return run(Map.of(), command, "ssh-config", "print").succeeded().out();
  }

  @Test
  void anArchiveOfClassesIsMadeThatThisJavaTakes() throws IOException {
    // Java archives no classes of a jar with a blank in its path.
    Path plain = directory.resolve("plain");
    run(Map.of(), script("install"), "--no-build", "--prefix", plain.toString()).succeeded();
    Path version = plain.resolve("lib/sagemaker-ssh-helper/current").toRealPath();
    String jar = version.resolve("sagemaker-ssh-local.jar").toString();
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    String main = "io.sagemakerssh.local.Main";
    Map<String, String> here = Map.of("JAVA_HOME", System.getProperty("java.home"));
    Path classes = version.resolve("sagemaker-ssh-local.classes");
    if (!Files.exists(classes)) {
      String list = "-XX:DumpLoadedClassList=" + classes;
      run(here, java, list, "-Xlog:disable", "-cp", jar, main, "--version").succeeded();
    }

    run(here, version.resolve("dump-classes").toString(), jar).succeeded();

    // Unlike the launchers, this Java is told to end where it cannot take the archive.
    String archive = "-XX:SharedArchiveFile=" + version.resolve("sagemaker-ssh-local.jsa");
    Outcome shared =
        run(here, java, "-Xshare:on", "-Xlog:class+load", archive, "-cp", jar, main, "--version")
            .succeeded();
    assertThat(shared.out()).contains(main + " source: shared objects file");
  }

  @Test
  void whatIsNotOursIsNeitherReplacedNorRemoved() throws IOException {
    Path command = prefix.resolve("bin").resolve(COMMAND);
    Files.createDirectories(command.getParent());
    Files.writeString(command, "mine");
    Set<String> before = filesBelow(home);

    Outcome refused = run(Map.of(), script("install"), "--no-build");

    assertThat(refused.status()).isEqualTo(31);
    assertThat(refused.err()).hasLineCount(1).contains(command + " is there already");
    assertThat(filesBelow(home)).isEqualTo(before);

    Files.delete(command);
    install();
    Files.delete(command);
    Files.writeString(command, "mine");
    run(Map.of(), script("uninstall")).succeeded();
    assertThat(command).hasContent("mine");
    assertThat(prefix.resolve("lib")).doesNotExist();
  }

  @Test
  void noJavaIsOneLine() throws IOException {
    Path old = Files.createDirectories(directory.resolve("old"));
    Files.createSymbolicLink(
        Files.createDirectory(old.resolve("bin")).resolve("java"), Path.of("/bin/true"));
    Files.writeString(old.resolve("release"), "JAVA_VERSION=\"11.0.2\"\n");
    Path programs = Files.createDirectory(directory.resolve("programs"));
    for (String program : List.of("bash", "dirname", "readlink", "sed")) {
      Path real =
          Stream.of("/usr/bin", "/bin")
              .map(bin -> Path.of(bin, program))
              .filter(Files::exists)
              .findFirst()
              .orElseThrow();
      Files.createSymbolicLink(programs.resolve(program), real);
    }

    Outcome refused =
        run(Map.of("JAVA_HOME", old.toString(), "PATH", programs.toString()), script("install"));

    assertThat(refused.status()).isEqualTo(34);
    assertThat(refused.err()).hasLineCount(1).contains("no Java 17 or later");
    assertThat(filesBelow(home)).containsExactly("");
  }

  @Test
  void nothingInstalledIsSaid() {
    Outcome refused = run(Map.of(), script("uninstall"));

    assertThat(refused.status()).isEqualTo(31);
    assertThat(refused.err()).contains("nothing is installed below " + prefix);
  }
}
