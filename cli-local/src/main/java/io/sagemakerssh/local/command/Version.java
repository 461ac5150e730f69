package io.sagemakerssh.local.command;

import picocli.CommandLine.IVersionProvider;

/** The version that {@code --version} prints and the manual's pages carry. */
final class Version implements IVersionProvider {
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
