package io.sagemakerssh.remote.command;

import picocli.CommandLine;

/** The version that {@code --version} prints and the tag {@code SSHHelper} carries. */
public final class Version implements CommandLine.IVersionProvider {
  /** The jar's version; {@code dev} outside a jar. */
  static String number() {
    String version = Version.class.getPackage().getImplementationVersion();
    return version == null ? "dev" : version;
  }

  @Override
  public String[] getVersion() {
    return new String[] {"SageMaker SSH Helper for Java " + number()};
  }
}
