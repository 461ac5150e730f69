package io.sagemakerssh.it.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.error.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Home directories as users have them: whatever is in there stays, and ssh works all the same. */
class UserFilesIT {
  @TempDir static Path directory;
  private static Cloud cloud;
  @TempDir Path home;

  @BeforeAll
  static void start() throws IOException {
    cloud = Cloud.start(directory);
    cloud.createJob("waiting", Job.WAITING, 1, Map.of()).awaitLog("Managed instance-id");
  }

  @AfterAll
  static void stop() {
    cloud.close();
  }

  private Laptop alice() throws IOException {
    return new Laptop(home, cloud.aws().environment("alice"));
  }

  private static void connect(Laptop laptop) {
    laptop.training("connect", "waiting", "--local-port", "0", "true").run().succeeded();
  }

  /** The effective setting of a host, as OpenSSH itself reads the configuration. */
  private static String setting(Laptop laptop, String host, String name) {
    return laptop
        .openSsh("ssh", "-G", host)
        .run()
        .succeeded()
        .out()
        .lines()
        .filter(line -> line.startsWith(name + " "))
        .findFirst()
        .orElseThrow();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Host mine\n  HostName mine.example.com",
        "Host mine\r\n  HostName mine.example.com\r\n",
        "\n\n# only the last block counts\nMatch host mine\n\tHostName=mine.example.com\n",
        "Include ~/.ssh/none/*\nHost mine\n  HostName mine.example.com\nHost *\n  User me\n",
        "HOST  mine other\nhostname   \"mine.example.com\"\n# \u00fcml\u00e4ut\n"
      })
  void aConfigurationStaysAsItIsAndGoesOnToMeanTheSame(String mine) throws IOException {
    Path config = Files.createDirectories(home.resolve(".ssh")).resolve("config");
    Files.writeString(config, mine);
    Laptop laptop = alice();

    connect(laptop);
    connect(laptop);

    assertThat(Files.readString(config)).startsWith("Include ").endsWith("\n" + mine);
    assertThat(Files.readString(config).split("sagemaker-ssh/config", -1)).hasSize(2);
    assertThat(setting(laptop, "mine", "hostname")).isEqualTo("hostname mine.example.com");
    assertThat(setting(laptop, "sagemaker-training", "proxycommand")).contains(" proxy ");
    laptop.openSsh("ssh", "sagemaker-training", "true").run().succeeded();
  }

  @Test
  void aConfigurationThatIsALinkStaysOne() throws IOException {
    Path elsewhere = Files.createDirectories(home.resolve("dotfiles")).resolve("ssh_config");
    Files.writeString(elsewhere, "Host mine\n");
    Path config = Files.createDirectories(home.resolve(".ssh")).resolve("config");
    Files.createSymbolicLink(config, Path.of("../dotfiles/ssh_config"));

    connect(alice());

    assertThat(config).isSymbolicLink();
    assertThat(Files.readString(elsewhere)).startsWith("Include ").endsWith("\nHost mine\n");
  }

  @Test
  void aConfigurationThatIsNoFileIsRefused() throws IOException {
    Path config = Files.createDirectories(home.resolve(".ssh/config"));
    Files.writeString(config.resolve("mine"), "kept");
    Laptop laptop = alice();
    Map<Path, String> before = Digest.ofAll(home);

    laptop
        .training("connect", "waiting", "-N", "--local-port", "0")
        .run()
        .failedWith(ExitCode.SSH_CONFIG_REFUSED.status());

    assertThat(Digest.ofAll(home)).isEqualTo(before);
  }

  @Test
  void aKeyOfTheUsersIsKept() throws IOException {
    Path key = Files.createDirectories(home.resolve(".ssh")).resolve("sagemaker-ssh-gw");
    alice()
        .program("ssh-keygen", "-q", "-t", "ecdsa", "-N", "", "-f", key.toString())
        .run()
        .succeeded();
    String before = Digest.of(key);

    connect(alice());

    alice().openSsh("ssh", "sagemaker-training", "true").run().succeeded();
    assertThat(Digest.of(key)).isEqualTo(before);
  }

  @Test
  void aHomeThatCannotBeWrittenIsTold() throws IOException {
    String connect = Repository.launcher(Laptop.TRAINING) + " connect waiting -N --local-port 0";

    Outcome outcome = mounted("-o ro", home, connect).failedWith(ExitCode.CANNOT_WRITE.status());

    assertThat(outcome.err()).contains("error: ").contains("Read-only file system");
  }

  @Test
  void aFullDiskIsToldAndOnceThereIsRoomEverythingWorks() throws IOException {
    Path ssh = Files.createDirectories(home.resolve(".ssh"));
    String fill = "head -c 4096 /dev/zero > $HOME/.ssh/mine; ";
    String connect = Repository.launcher(Laptop.TRAINING) + " connect waiting --local-port 0 true";
    String see =
        "; status=$?; ls -A $HOME/.ssh; head -c 4096 /dev/zero | cmp - $HOME/.ssh/mine && ";
    String again = "mount -o remount,size=1m $HOME/.ssh && " + connect + " && exit $status";

    Outcome outcome =
        mounted("-o size=4k", ssh, fill + connect + see + again)
            .failedWith(ExitCode.DISK_FULL.status());

    assertThat(outcome.out()).isEqualTo("mine\n");
    assertThat(outcome.err()).contains("No space left on device").contains("Connected");
  }

  /** Runs a script that alone sees a file system of its own on a directory. */
  private Outcome mounted(String options, Path where, String script) throws IOException {
    String mount = "mount -t tmpfs " + options + " tmpfs '" + where + "' && ";
    return alice()
        .program("unshare", "--map-root-user", "--mount", "sh", "-c", mount + script)
        .run();
  }
}
