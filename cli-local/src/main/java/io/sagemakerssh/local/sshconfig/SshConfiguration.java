package io.sagemakerssh.local.sshconfig;

import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.file.FileFailure;
import io.sagemakerssh.core.file.WholeFile;
import io.sagemakerssh.core.job.ResourceKind;
import io.sagemakerssh.local.home.DirectoryLock;
import io.sagemakerssh.local.home.HostMemory;
import io.sagemakerssh.local.home.RememberedHost;
import io.sagemakerssh.local.home.UserHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Lets any SSH program reach the containers by name: our own configuration file, made anew from
 * what is remembered, and its inclusion in the user's.
 */
public final class SshConfiguration {
  private final UserHome home;
  private final UserConfig userConfig;
  private final HostBlocks blocks;

  /**
   * The configuration.
   *
   * @param launcher the command line that starts this program, by absolute path
   */
  public SshConfiguration(UserHome home, List<String> launcher, Clock clock) {
    this.home = home;
    this.userConfig = new UserConfig(home.sshConfig(), home.ourConfig(), clock);
    this.blocks = new HostBlocks(home, launcher);
  }

  /**
   * Looks whether {@link #write} would be refused, and changes nothing.
   *
   * @throws UserError as {@link UserConfig#check}
   */
  public void check() {
    userConfig.check();
  }

  /**
   * Writes both files.
   *
   * @param latest the alias of the host that the short name is to mean; of an unknown one, the host
   *     seen last
   * @throws UserError if they cannot be written
   */
  public void write(String latest, ResourceKind kind) {
    new DirectoryLock(home.ours())
        .holding(
            () -> {
              String text = blocks.text(latestFirst(latest), kind);
              try {
                WholeFile.replace(
                    home.ourConfig(), text.getBytes(StandardCharsets.UTF_8), WholeFile.PRIVATE);
              } catch (IOException failure) {
                throw FileFailure.writing(
                    "Cannot write the SSH configuration", home.ourConfig(), failure);
              }
              userConfig.include();
              return text;
            });
  }

  /** Our configuration, as it would be written now. */
  public String text(ResourceKind kind) {
    return blocks.text(new HostMemory(home.hosts()).all(), kind);
  }

  /** What {@link #install} would change: our file, then the user's. */
  public List<FileChange> installing(ResourceKind kind) {
    String content = userConfig.content();
    return changes(text(kind), content, userConfig.including(content));
  }

  /** What {@link #uninstall} would change: our file, then the user's. */
  public List<FileChange> uninstalling() {
    String content = userConfig.content();
    return changes("", content, userConfig.excluding(content));
  }

  private List<FileChange> changes(String ours, String content, String changed) {
    return Stream.of(
            new FileChange(home.ourConfig(), ourContent(), ours),
            new FileChange(userConfig.file(), content, changed))
        .filter(change -> !change.isNone())
        .toList();
  }

  /** Writes both files, for the hosts that are remembered. */
  public void install(ResourceKind kind) {
    write("", kind);
  }

  /** Takes our line out of the user's configuration, and our configuration away. */
  public void uninstall() {
    userConfig.exclude();
    try {
      Files.deleteIfExists(home.ourConfig());
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot remove our SSH configuration", home.ourConfig(), failure);
    }
  }

  private String ourContent() {
    try {
      return Files.exists(home.ourConfig()) ? Files.readString(home.ourConfig()) : "";
    } catch (IOException failure) {
      throw FileFailure.writing("Cannot read our SSH configuration", home.ourConfig(), failure);
    }
  }

  private List<RememberedHost> latestFirst(String latest) {
    List<RememberedHost> hosts = new ArrayList<>(new HostMemory(home.hosts()).all());
    hosts.stream()
        .filter(host -> host.alias().equals(latest))
        .findFirst()
        .ifPresent(
            host -> {
              hosts.remove(host);
              hosts.add(0, host);
            });
    return hosts;
  }
}
