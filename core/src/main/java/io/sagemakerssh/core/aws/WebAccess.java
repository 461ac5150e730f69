package io.sagemakerssh.core.aws;

import io.sagemakerssh.core.config.AwsVariables;
import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the web is reached, where the user told so in spite of the environment. All of our own
 * connections to AWS heed it: calls and websockets.
 *
 * @param proxy the web proxy for everything but what {@code NO_PROXY} names; may hold a password
 * @param caBundle a PEM file of certificate authorities to trust besides Java's; absolute
 */
public record WebAccess(Optional<URI> proxy, Optional<Path> caBundle) {
  /** As the environment says. */
  public static final WebAccess USUAL = new WebAccess(Optional.empty(), Optional.empty());

  /**
   * Reads what the user told.
   *
   * @throws UserError with {@link ExitCode#USAGE} if the proxy is no address or the bundle no file
   */
  public static WebAccess of(Optional<String> proxy, Optional<String> caBundle) {
    return new WebAccess(
        proxy.map(text -> ProxySettings.address("--proxy", text)), caBundle.map(WebAccess::file));
  }

  /** An environment that says the same. */
  public Environment in(Environment environment) {
    Map<String, String> variables = new HashMap<>();
    for (String name : List.of(AwsVariables.HTTPS_PROXY, AwsVariables.HTTP_PROXY)) {
      proxy.ifPresent(address -> variables.put(name, address.toString()));
    }
    caBundle.ifPresent(file -> variables.put(AwsVariables.AWS_CA_BUNDLE, file.toString()));
    return environment.with(variables);
  }

  /** What may be written down: a proxy with a password is left out. */
  public WebAccess withoutSecrets() {
    return new WebAccess(proxy.filter(address -> address.getRawUserInfo() == null), caBundle);
  }

  private static Path file(String text) {
    Path file = Path.of(text).toAbsolutePath();
    if (!Files.isReadable(file) || Files.isDirectory(file)) {
      throw new UserError(
          ExitCode.USAGE,
          "--ca-bundle is not usable",
          "there is no readable file " + file,
          "Name a PEM file with the certificate authority of your proxy or endpoint.");
    }
    return file;
  }
}
