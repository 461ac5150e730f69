package io.sagemakerssh.it.localaws.containercredentials;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Role;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.Headers;
import io.sagemakerssh.it.localaws.http.Parameters;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class ContainerCredentialsTest {
  private static final String ROLE = "arn:aws:iam::123456789012:role/R";

  private Instant now = Instant.parse("2026-01-01T00:00:00Z");
  private final Clock clock =
      new Clock() {
        @Override
        public Instant instant() {
          return now;
        }

        @Override
        public ZoneOffset getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }
      };
  private final CredentialStore store = new CredentialStore(clock);
  private final ContainerCredentials credentials = new ContainerCredentials(store, clock);

  ContainerCredentialsTest() {
    store.addRole(new Role(ROLE, "AROA1", Set.of()));
  }

  private JsonObject get(String path) {
    AwsRequest request =
        new AwsRequest(
            "GET",
            path,
            path,
            Parameters.parse(""),
            new Headers(Map.of()),
            new byte[0],
            Caller.ANONYMOUS,
            false);
    return JsonParser.parseString(new String(credentials.answer(request).body(), UTF_8))
        .getAsJsonObject();
  }

  @Test
  void givesTheRolesCredentials() {
    JsonObject given = get(credentials.grant(ROLE, "SageMaker"));

    assertThat(given.get("RoleArn").getAsString()).isEqualTo(ROLE);
    assertThat(given.get("AccessKeyId").getAsString()).startsWith("ASIA");
    assertThat(given.get("Token").getAsString()).isNotEmpty();
    assertThat(Instant.parse(given.get("Expiration").getAsString()))
        .isEqualTo(now.plus(Duration.ofHours(1)));
    assertThat(store.find(given.get("AccessKeyId").getAsString()).orElseThrow().caller().arn())
        .isEqualTo("arn:aws:sts::123456789012:assumed-role/R/SageMaker");
  }

  @Test
  void renewsThemShortlyBeforeTheirEnd() {
    String path = credentials.grant(ROLE, "SageMaker");
    JsonObject first = get(path);
    now = now.plus(Duration.ofMinutes(44));
    assertThat(get(path)).isEqualTo(first);

    now = now.plus(Duration.ofMinutes(2));

    assertThat(get(path).get("AccessKeyId")).isNotEqualTo(first.get("AccessKeyId"));
  }

  @Test
  void renewsThoseThatWereMadeToExpire() {
    String path = credentials.grant(ROLE, "SageMaker");
    JsonObject first = get(path);

    store.expire(ROLE);

    assertThat(get(path).get("AccessKeyId")).isNotEqualTo(first.get("AccessKeyId"));
  }

  @Test
  void givesNothingElsewhereNorAfterTheEnd() {
    String path = credentials.grant(ROLE, "SageMaker");
    credentials.revoke(path);

    for (String none : new String[] {path, "/_credentials/", "/_credentials/guess"}) {
      Assertions.assertThatThrownBy(() -> get(none))
          .isInstanceOfSatisfying(
              AwsError.class, refused -> assertThat(refused.status()).isEqualTo(404));
    }
  }
}
