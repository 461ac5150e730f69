package io.sagemakerssh.local.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.aws.WebAccess;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import io.sagemakerssh.core.instance.InstanceId;
import io.sagemakerssh.core.instance.ManagedInstance;
import io.sagemakerssh.core.instance.PingStatus;
import io.sagemakerssh.core.instance.Registration;
import io.sagemakerssh.core.key.KnownHosts;
import io.sagemakerssh.core.key.SshPublicKey;
import io.sagemakerssh.local.home.AwsCaller;
import io.sagemakerssh.local.home.RememberedHost;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HostPinTest {
  private static final String KEY =
      "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl";
  private static final InstanceId OLD = new InstanceId("mi-00000000000000001");
  private static final InstanceId NEW = new InstanceId("mi-00000000000000002");

  @TempDir Path directory;
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private Path file;
  private KnownHosts knownHosts;
  private HostPin pin;

  @BeforeEach
  void create() {
    file = directory.resolve("known_hosts");
    knownHosts = new KnownHosts(file);
    pin =
        new HostPin(
            knownHosts,
            new Steps(new PrintStream(err, true, StandardCharsets.UTF_8), false, false));
  }

  private static Registration container(InstanceId id, Map<String, String> tags) {
    return new Registration(new ManagedInstance(id, PingStatus.ONLINE, Instant.EPOCH), tags);
  }

  private static Optional<RememberedHost> rememberedAt(InstanceId id) {
    AwsCaller caller =
        new AwsCaller(
            "us-east-1", Optional.empty(), Optional.empty(), Optional.empty(), WebAccess.USUAL);
    return Optional.of(new RememberedHost("job", id, 22, false, Set.of(), caller, Instant.EPOCH));
  }

  @Test
  void theTagIsTheKey() {
    boolean pinned = pin.pin("job", container(NEW, Map.of("SSHHostKey", KEY)), Optional.empty());

    assertThat(pinned).isTrue();
    assertThat(file).hasContent("job " + KEY + "\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
  }

  @Test
  void aTagWithoutAKeyIsRefusedAndNothingPinned() {
    Registration forged = container(NEW, Map.of("SSHHostKey", KEY + "\nother ssh-rsa AAAA"));
    Registration broken = container(NEW, Map.of("SSHHostKey", "nonsense"));

    assertThat(pin.pin("job", forged, Optional.empty())).isTrue();
    assertThat(file).hasContent("job " + KEY + "\n");
    assertThatThrownBy(() -> pin.pin("job", broken, Optional.empty()))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> assertThat(error.exitCode()).isEqualTo(ExitCode.HOST_KEY_MISMATCH));
    assertThat(file).hasContent("job " + KEY + "\n");
  }

  @Test
  void withoutATagTrustLastsAsLongAsTheInstance() {
    knownHosts.pin("job", SshPublicKey.parse(KEY).orElseThrow());

    assertThat(pin.pin("job", container(OLD, Map.of()), rememberedAt(OLD))).isFalse();
    assertThat(file).hasContent("job " + KEY + "\n");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();

    assertThat(pin.pin("job", container(NEW, Map.of()), rememberedAt(OLD))).isFalse();
    assertThat(file).hasContent("");
    assertThat(err.toString(StandardCharsets.UTF_8)).contains("publishes no host key");
  }
}
