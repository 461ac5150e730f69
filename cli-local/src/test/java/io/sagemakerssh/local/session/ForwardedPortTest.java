package io.sagemakerssh.local.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ForwardedPortTest {
  @ParameterizedTest
  @CsvSource({
    "6006, 6006, , 6006",
    "8080:80, 8080, , 80",
    "0:80, 0, , 80",
    "db.internal:5432, 5432, db.internal, 5432",
    "15432:db.internal:5432, 15432, db.internal, 5432",
    "8080:10.0.0.1:80, 8080, 10.0.0.1, 80",
    "8080:[fd00::1]:80, 8080, fd00::1, 80",
    "algo-2:22, 22, algo-2, 22"
  })
  void readsLocalPortHostAndPort(String text, int localPort, String host, int port) {
    assertThat(ForwardedPort.parse(text))
        .isEqualTo(new ForwardedPort(localPort, Optional.ofNullable(host), port));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "x", "80:", ":80", "0", "65536", "70000:80", "1:2:3:4", "a:b:80", "8080:h:x"})
  void refusesWhatIsNoPort(String text) {
    assertThatThrownBy(() -> ForwardedPort.parse(text))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
