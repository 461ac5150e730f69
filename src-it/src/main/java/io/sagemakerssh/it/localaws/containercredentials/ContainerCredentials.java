package io.sagemakerssh.it.localaws.containercredentials;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.sagemakerssh.it.localaws.auth.Caller;
import io.sagemakerssh.it.localaws.auth.CredentialStore;
import io.sagemakerssh.it.localaws.auth.Credentials;
import io.sagemakerssh.it.localaws.http.AwsError;
import io.sagemakerssh.it.localaws.http.AwsRequest;
import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.AwsService;
import io.sagemakerssh.it.localaws.http.Protocol;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * Hands out temporary credentials at {@code /_credentials/<uuid>}, without a signature: knowing the
 * path is what entitles, as in a container. This is what {@code AWS_CONTAINER_CREDENTIALS_FULL_URI}
 * points to. Credentials are renewed when they come close to their end. Safe for several threads.
 */
public final class ContainerCredentials implements AwsService {
  private static final String PREFIX = "/_credentials/";

  private static final Duration LIFETIME = Duration.ofHours(1);
  private static final Duration RENEWAL = Duration.ofMinutes(15);

  private record Grant(String roleArn, String sessionName, Credentials current) {}

  private final CredentialStore credentials;
  private final Clock clock;
  private final ConcurrentMap<String, Grant> grants = new ConcurrentHashMap<>();

  public ContainerCredentials(CredentialStore credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /**
   * Grants a container its role until {@link #revoke}.
   *
   * @return the path that gives the credentials
   * @throws IllegalArgumentException if there is no such role
   */
  public String grant(String roleArn, String sessionName) {
    String path = PREFIX + UUID.randomUUID();
    Credentials first = credentials.issue(roleArn, sessionName, LIFETIME);
    grants.put(path, new Grant(roleArn, sessionName, first));
    return path;
  }

  /** Who the container is when it uses its credentials. */
  public Caller caller(String path) {
    return credentials.find(current(path).current().accessKeyId()).orElseThrow().caller();
  }

  /** Ends the grant; credentials that were handed out live on to their own end. */
  public void revoke(String path) {
    grants.remove(path);
  }

  @Override
  public String signingName() {
    return "containercredentials";
  }

  @Override
  public Protocol protocol() {
    return Protocol.JSON;
  }

  @Override
  public String pathPrefix() {
    return PREFIX;
  }

  @Override
  public Set<String> unsignedOperations() {
    return Set.of("GET");
  }

  @Override
  public AwsResponse answer(AwsRequest request) {
    Grant grant = current(request.path());
    JsonObject body = new JsonObject();
    body.addProperty("RoleArn", grant.roleArn());
    body.addProperty("AccessKeyId", grant.current().accessKeyId());
    body.addProperty("SecretAccessKey", grant.current().secretAccessKey());
    body.addProperty("Token", grant.current().sessionToken());
    body.addProperty(
        "Expiration", grant.current().expiration().truncatedTo(ChronoUnit.SECONDS).toString());
    return AwsResponse.of(200, "application/json", body.toString().getBytes(UTF_8));
  }

  private Grant current(String path) {
    Grant grant =
        grants.computeIfPresent(path, (same, old) -> isFresh(old.current()) ? old : renewed(old));
    if (grant == null) {
      throw new AwsError(404, "NoSuchGrant", "No credentials are to be had here");
    }
    return grant;
  }

  private Grant renewed(Grant old) {
    return new Grant(
        old.roleArn(),
        old.sessionName(),
        credentials.issue(old.roleArn(), old.sessionName(), LIFETIME));
  }

  /** Asks the store, where credentials may have been made to expire early. */
  private boolean isFresh(Credentials held) {
    Optional<Credentials> known =
        credentials.find(held.accessKeyId()).map(CredentialStore.Entry::credentials);
    return known.isPresent() && clock.instant().plus(RENEWAL).isBefore(known.get().expiration());
  }
}
