package io.sagemakerssh.local.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.config.Environment;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserDefaultsTest {
  @TempDir Path home;

  private UserDefaults defaults(String text) throws IOException {
    return UserDefaults.read(Files.writeString(home.resolve("config"), text));
  }

  @Test
  void variablesGoBeforeTheFile() throws IOException {
    UserDefaults defaults = defaults("region = eu-west-1\nprofile=work\n");

    Environment environment =
        defaults.in(new Environment(Map.of("AWS_DEFAULT_REGION", "us-east-1")));

    assertThat(environment.text("AWS_REGION")).isEmpty();
    assertThat(environment.text("AWS_PROFILE")).contains("work");
  }

  @Test
  void aProxyStandsForBothSchemesUnlessTheEnvironmentHasOne() throws IOException {
    UserDefaults defaults = defaults("proxy = http://mine:1\nca-bundle = /mine.pem\n");

    Environment environment = defaults.in(new Environment(Map.of("https_proxy", "http://set:2")));

    assertThat(environment.text("HTTPS_PROXY")).isEmpty();
    assertThat(environment.text("HTTP_PROXY")).contains("http://mine:1");
    assertThat(environment.text("AWS_CA_BUNDLE")).contains("/mine.pem");
  }

  @Test
  void commentsAndEmptyLinesAreNone() throws IOException {
    UserDefaults defaults = defaults("# mine\n\n  timeout =  600 \n");

    assertThat(defaults.option("timeout")).contains("600");
    assertThat(defaults.option("local-port")).isEmpty();
  }

  @Test
  void aVariablesSettingIsNoOptionsDefaultToo() throws IOException {
    assertThat(defaults("region=eu-west-1\n").option("region")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"regoin = x, 'regoin'", "region, has no value", "region =, has no value"})
  void aLineThatIsNotUnderstoodIsNamed(String line, String why) {
    assertThatThrownBy(() -> defaults("# comment\n" + line + "\n"))
        .isInstanceOfSatisfying(
            UserError.class,
            error -> {
              assertThat(error.exitCode()).isEqualTo(ExitCode.SETTINGS_REFUSED);
              assertThat(error.what()).contains("Line 2 of ");
              assertThat(error.why()).contains(why);
              assertThat(error.advice()).contains("region", "timeout");
            });
  }

  @Test
  void liesWhereTheSystemSaysOrBelowHome() {
    assertThat(UserDefaults.file(new Environment(Map.of()), home))
        .isEqualTo(home.resolve(".config/sagemaker-ssh-helper/config"));
    assertThat(UserDefaults.file(new Environment(Map.of("XDG_CONFIG_HOME", "/x")), home))
        .isEqualTo(Path.of("/x/sagemaker-ssh-helper/config"));
  }
}
