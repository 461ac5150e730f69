package io.sagemakerssh.core.instance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.error.UserError;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrationTest {
  private static final ManagedInstance INSTANCE =
      new ManagedInstance(
          new InstanceId("mi-01234567890abcdef"), PingStatus.ONLINE, Instant.ofEpochSecond(7));

  private static Registration with(String name, String value) {
    return new Registration(INSTANCE, Map.of(name, value));
  }

  @Test
  void readsPortAndTime() {
    assertThat(with("SSHPort", "2222").port()).isEqualTo(2222);
    assertThat(with("SSHTimestamp", "1700000000").since())
        .isEqualTo(Instant.ofEpochSecond(1_700_000_000));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "65536", "-1", "twenty"})
  void unusablePortsMeanTheUsualOne(String port) {
    assertThat(with("SSHPort", port).port()).isEqualTo(22);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "soon", "99999999999999999999", "9223372036854775807"})
  void unusableTimesMeanTheRegistration(String time) {
    assertThat(with("SSHTimestamp", time).since()).isEqualTo(Instant.ofEpochSecond(7));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "mi-",
        "i-0123456789abcdef0",
        "mi-0123456789ABCDEF0",
        "mi-0123456789abcdef0;ls"
      })
  void refusesWhatIsNoInstanceId(String text) {
    assertThatThrownBy(() -> new InstanceId(text)).isInstanceOf(UserError.class);
  }
}
