package io.sagemakerssh.local.home;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.config.LaptopVariables;
import java.nio.file.Path;

/**
 * Where the user's files and ours lie.
 *
 * @param directory the home directory, absolute
 * @param privateKey the private key's file
 */
public record UserHome(Path directory, Path privateKey) {
  private static final String KEY_NAME = "sagemaker-ssh-gw";

  /**
   * {@code HOME}, as OpenSSH's configuration written for it is found there too.
   *
   * @param fallback the home directory where {@code HOME} is unset
   */
  public static UserHome of(Environment environment, Path fallback) {
    Path home = environment.text("HOME").map(Path::of).orElse(fallback).toAbsolutePath();
    Path key =
        environment
            .text(LaptopVariables.SSH_KEY)
            .map(home::resolve)
            .orElse(home.resolve(".ssh").resolve(KEY_NAME));
    return new UserHome(home, key);
  }

  /** {@code ~/.ssh/config}, the user's. */
  public Path sshConfig() {
    return directory.resolve(".ssh/config");
  }

  /** Ours alone: configuration, host keys, what is remembered of hosts. */
  public Path ours() {
    return directory.resolve(".ssh/sagemaker-ssh");
  }

  /** The included SSH configuration. */
  public Path ourConfig() {
    return ours().resolve("config");
  }

  /** The locks of copies that are under way. */
  public Path copyLocks() {
    return ours().resolve("copies.lock");
  }

  /** The pinned host keys. */
  public Path knownHosts() {
    return ours().resolve("known_hosts");
  }

  /** One directory for each host that a running connect forwards a port to. */
  public Path forwarded() {
    return ours().resolve("forwarded");
  }

  /** One file for each remembered host. */
  public Path hosts() {
    return ours().resolve("hosts");
  }
}
