package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.local.tunnel.LocalListener;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Whether the SSH server shows the host key that the container published in its tag. */
record HostKeyCheck(Case of) implements Check {
  static final String NAME = "host key";

  private static final String TYPE = "ssh-ed25519";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(BannerCheck.NAME);
  }

  @Override
  public Finding look() {
    Optional<String> published = of.registration().hostKey();
    if (published.isEmpty()) {
      return Finding.unknown("the container publishes none; the first one shown is trusted");
    }
    Optional<SshPublicKey> shown = scan();
    if (shown.isEmpty()) {
      return Finding.unknown("ssh-keyscan showed none");
    }
    if (SshPublicKey.parse(published.get()).equals(shown)) {
      return Finding.ok(shown.get().fingerprint());
    }
    return Finding.fail(
        "the SSH server shows the host key "
            + shown.get().fingerprint()
            + ", which is not that of the tag SSHHostKey",
        "Somebody changed the tag, or answers in the container's place: do not connect, start the job"
            + " again.",
        ExitCode.HOST_KEY_MISMATCH);
  }

  private Optional<SshPublicKey> scan() {
    try (LocalListener listener = LocalListener.bind(0)) {
      listener.serve(of.opener());
      Process keyscan =
          new ProcessBuilder(
                  List.of(
                      "ssh-keyscan",
                      "-T",
                      "10",
                      "-t",
                      "ed25519",
                      "-p",
                      Integer.toString(listener.port()),
                      "127.0.0.1"))
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(keyscan.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> line.contains(" " + TYPE + " "))
          .map(line -> line.substring(line.indexOf(TYPE)))
          .flatMap(line -> SshPublicKey.parse(line).stream())
          .findFirst();
    } catch (IOException noSuchProgram) {
      return Optional.empty();
    }
  }
}
