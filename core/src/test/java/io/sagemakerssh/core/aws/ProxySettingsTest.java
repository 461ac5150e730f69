package io.sagemakerssh.core.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.UserError;
import java.net.PasswordAuthentication;
import java.net.Proxy;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxySettingsTest {
  private static ProxySettings of(Map<String, String> variables) {
    return new ProxySettings(new Environment(variables));
  }

  @Test
  void schemeChoosesTheProxyAndLowerCaseNamesCount() {
    ProxySettings proxies = of(Map.of("https_proxy", "http://one:1", "HTTP_PROXY", "two:2"));

    assertThat(proxies.proxyFor(URI.create("wss://ssmmessages.us-east-1.amazonaws.com")))
        .contains(URI.create("http://one:1"));
    assertThat(proxies.proxyFor(URI.create("http://example.com")))
        .contains(URI.create("http://two:2"));
  }

  @ParameterizedTest
  @CsvSource({
    "localhost, true",
    "internal.corp, true",
    "a.internal.corp, true",
    "notinternal.corp, false",
    "star.example, true",
    "example.com, false"
  })
  void noProxyMatchesWholeDomains(String host, boolean direct) {
    ProxySettings proxies =
        of(
            Map.of(
                "HTTPS_PROXY", "http://proxy:3128",
                "NO_PROXY", "localhost, .internal.corp,*.star.example:443 star.example"));

    assertThat(proxies.proxyFor(URI.create("https://" + host)).isEmpty()).isEqualTo(direct);
  }

  @Test
  void selectorIsDirectWithoutAProxy() {
    assertThat(of(Map.of()).selector().select(URI.create("https://example.com")))
        .containsExactly(Proxy.NO_PROXY);
  }

  @Test
  void refusalDoesNotShowThePassword() {
    ProxySettings proxies = of(Map.of("HTTPS_PROXY", "http://jane:secret@"));

    assertThatThrownBy(() -> proxies.proxyFor(URI.create("https://example.com")))
        .isInstanceOfSatisfying(
            UserError.class,
            error ->
                assertThat(error.what() + error.why() + error.advice()).doesNotContain("secret"));
  }

  @Test
  void splitsUserAndPasswordFromTheAddress() {
    PasswordAuthentication user =
        ProxyCredentials.in(URI.create("http://jane:p%40ss+w@proxy:3128")).orElseThrow();

    assertThat(user.getUserName()).isEqualTo("jane");
    assertThat(user.getPassword()).containsExactly("p@ss+w".toCharArray());
    assertThat(ProxyCredentials.in(URI.create("http://proxy:3128"))).isEmpty();
  }
}
