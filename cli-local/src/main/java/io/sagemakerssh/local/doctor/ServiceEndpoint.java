package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.local.aws.Pending;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.regions.PartitionMetadata;

/**
 * Where a service of AWS is reached.
 *
 * @param services the names of those that are reached there
 * @param required whether connecting is impossible without it
 */
record ServiceEndpoint(String services, URI uri, boolean required) {
  private static final List<String> REQUIRED = List.of("ssm", "sts", "s3");
  private static final List<String> USEFUL = List.of("api.sagemaker", "logs");

  /**
   * What an endpoint answered to a request that nobody signed.
   *
   * @param skew how far its clock is ahead of ours; empty if it told no time
   * @param failure why there was no answer
   */
  record Answer(ServiceEndpoint endpoint, Optional<Duration> skew, Optional<IOException> failure) {}

  /** Asks all of them, side by side. */
  static List<Answer> askAll(AwsClients aws, Executor executor) {
    List<Supplier<Answer>> questions = new ArrayList<>();
    all(aws).forEach(endpoint -> questions.add(() -> endpoint.ask(aws)));
    return Pending.all(questions, executor);
  }

  private static List<ServiceEndpoint> all(AwsClients aws) {
    Map<URI, String> required = new LinkedHashMap<>();
    required.put(aws.messagesEndpoint(), "ssmmessages");
    REQUIRED.forEach(name -> required.merge(uri(aws, name), name, (a, b) -> a + ", " + b));
    Map<URI, String> useful = new LinkedHashMap<>();
    for (String name : USEFUL) {
      if (!required.containsKey(uri(aws, name))) {
        useful.put(uri(aws, name), name);
      }
    }
    List<ServiceEndpoint> all = new ArrayList<>();
    required.forEach((uri, names) -> all.add(new ServiceEndpoint(names, uri, true)));
    useful.forEach((uri, names) -> all.add(new ServiceEndpoint(names, uri, false)));
    return all;
  }

  private static URI uri(AwsClients aws, String host) {
    return aws.settings()
        .endpoint()
        .orElseGet(
            () ->
                URI.create(
                    "https://"
                        + host
                        + "."
                        + aws.region().id()
                        + "."
                        + PartitionMetadata.of(aws.region()).dnsSuffix()));
  }

  private Answer ask(AwsClients aws) {
    SdkHttpRequest request =
        SdkHttpRequest.builder().uri(uri).method(SdkHttpMethod.GET).encodedPath("/").build();
    try {
      HttpExecuteResponse response =
          aws.http().prepareRequest(HttpExecuteRequest.builder().request(request).build()).call();
      Optional<Duration> skew =
          response.httpResponse().firstMatchingHeader("Date").flatMap(ServiceEndpoint::skew);
      response.responseBody().ifPresent(body -> body.abort());
      return new Answer(this, skew, Optional.empty());
    } catch (IOException failure) {
      return new Answer(this, Optional.empty(), Optional.of(failure));
    }
  }

  private static Optional<Duration> skew(String date) {
    try {
      Instant told = ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      return Optional.of(Duration.between(Instant.now(), told));
    } catch (DateTimeParseException noDate) {
      return Optional.empty();
    }
  }
}
