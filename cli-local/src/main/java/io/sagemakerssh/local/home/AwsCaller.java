package io.sagemakerssh.local.home;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.aws.WebAccess;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How AWS is called, without credentials: enough for another program to call it likewise.
 *
 * @param region the region's name
 * @param profile the named profile
 * @param endpoint one endpoint for every service
 * @param roleArn the role to assume
 * @param web how the web is reached, without a password
 */
public record AwsCaller(
    String region,
    Optional<String> profile,
    Optional<String> endpoint,
    Optional<String> roleArn,
    WebAccess web) {

  public static AwsCaller of(AwsSettings settings, String region) {
    return new AwsCaller(
        region,
        settings.anyProfile(),
        settings.endpoint().map(URI::toString),
        settings.roleArn(),
        settings.web().withoutSecrets());
  }

  /** Whether an instance of the one is an instance of the other. */
  boolean reachesSame(AwsCaller other) {
    return region.equals(other.region) && endpoint.equals(other.endpoint);
  }

  /** Command line options that have AWS called the same way. */
  public List<String> options() {
    List<String> options = new ArrayList<>(List.of("--region", region));
    profile.ifPresent(value -> options.addAll(List.of("--profile", value)));
    endpoint.ifPresent(value -> options.addAll(List.of("--endpoint-url", value)));
    roleArn.ifPresent(value -> options.addAll(List.of("--role-arn", value)));
    web.proxy().ifPresent(value -> options.addAll(List.of("--proxy", value.toString())));
    web.caBundle().ifPresent(value -> options.addAll(List.of("--ca-bundle", value.toString())));
    return options;
  }

  JsonObject json() {
    JsonObject json = new JsonObject();
    json.addProperty("region", region);
    profile.ifPresent(value -> json.addProperty("profile", value));
    endpoint.ifPresent(value -> json.addProperty("endpoint", value));
    roleArn.ifPresent(value -> json.addProperty("roleArn", value));
    web.proxy().ifPresent(value -> json.addProperty("proxy", value.toString()));
    web.caBundle().ifPresent(value -> json.addProperty("caBundle", value.toString()));
    return json;
  }

  static AwsCaller parse(JsonObject json) {
    return new AwsCaller(
        json.get("region").getAsString(),
        text(json, "profile"),
        text(json, "endpoint"),
        text(json, "roleArn"),
        new WebAccess(text(json, "proxy").map(URI::create), text(json, "caBundle").map(Path::of)));
  }

  private static Optional<String> text(JsonObject json, String name) {
    return Optional.ofNullable(json.get(name)).map(value -> value.getAsString());
  }
}
