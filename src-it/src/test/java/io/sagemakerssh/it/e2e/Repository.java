package io.sagemakerssh.it.e2e;

import java.nio.file.Path;

/** Where the build has put what the tests run. */
final class Repository {
  private static final Path ROOT =
      Path.of(System.getProperty("repository.root", "..")).toAbsolutePath().normalize();

  private Repository() {}

  /** A launcher of {@code scripts/bin}. */
  static String launcher(String name) {
    return ROOT.resolve("scripts/bin").resolve(name).toString();
  }

  static Path root() {
    return ROOT;
  }

  /** The {@code sagemaker_ssh_helper/} directory for a job's sources. */
  static Path library() {
    return ROOT.resolve("cli-remote/target/sagemaker_ssh_helper");
  }

  /** The same with a Java runtime, once {@code scripts/bundle} has made it. */
  static Path bundle() {
    return ROOT.resolve("cli-remote/target/bundle/sagemaker_ssh_helper");
  }

  static Path localJar() {
    return ROOT.resolve("cli-local/target/sagemaker-ssh-local.jar");
  }

  static Path remoteJar() {
    return ROOT.resolve("cli-remote/target/sagemaker-ssh-remote.jar");
  }
}
