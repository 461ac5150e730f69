package io.sagemakerssh.remote.registration;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.sagemakerssh.core.aws.AwsClients;
import io.sagemakerssh.core.aws.AwsSettings;
import io.sagemakerssh.core.config.Environment;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** An HTTP server that plays SSM and STS: prepared answers, remembered requests. */
final class FakeSsm implements AutoCloseable {
  static final String ROLE_TOKEN = "RequestManagedInstanceRoleToken";
  static final String REGISTER = "RegisterManagedInstance";

  private final HttpServer server;
  private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();

  record Answer(int status, String body) {}

  /**
   * @param operation the call's name
   * @param headers by lower-case name
   */
  record Request(String operation, Map<String, String> headers, String body) {
    JsonObject json() {
      return JsonParser.parseString(body).getAsJsonObject();
    }
  }

  FakeSsm() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::handle);
    server.start();
    answer("GetCallerIdentity", 200, callerIdentity("AROAEXAMPLE:job"));
    answer(
        "CreateActivation",
        200,
        "{\"ActivationId\":\"11111111-2222-3333-4444-555555555555\","
            + "\"ActivationCode\":\"code-of-20-characters\"}");
    answer(REGISTER, 200, "{\"InstanceId\":\"mi-0123456789abcdef0\"}");
  }

  /** Answers a call; the last answer given for an operation serves all calls after it. */
  void answer(String operation, int status, String body) {
    answers.computeIfAbsent(operation, key -> new ArrayDeque<>()).add(new Answer(status, body));
  }

  /** Forgets what was prepared for an operation and answers it with an error. */
  void refuse(String operation, int status, String code, String message) {
    answers.remove(operation);
    answer(operation, status, "{\"__type\":\"" + code + "\",\"message\":\"" + message + "\"}");
  }

  List<Request> requests(String operation) {
    return requests.stream().filter(r -> r.operation().equals(operation)).toList();
  }

  URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  /** Clients that speak to this server with fixed credentials. */
  AwsClients clients() {
    return new AwsClients(
        AwsSettings.of(
            new Environment(
                Map.of(
                    "AWS_ENDPOINT_URL", uri().toString(),
                    "AWS_REGION", "eu-west-1",
                    "AWS_ACCESS_KEY_ID", "AKIDEXAMPLE",
                    "AWS_SECRET_ACCESS_KEY", "secret"))));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      Map<String, String> headers = new HashMap<>();
      exchange
          .getRequestHeaders()
          .forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values.get(0)));
      String operation =
          Optional.ofNullable(headers.get("x-amz-target"))
              .map(target -> target.replace("AmazonSSM.", ""))
              .orElse("GetCallerIdentity");
      requests.add(new Request(operation, headers, body));
      Answer answer = next(operation);
      byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Answer next(String operation) {
    Queue<Answer> prepared = answers.get(operation);
    if (prepared == null) {
      return new Answer(400, "{\"__type\":\"UnknownOperationException\"}");
    }
    return prepared.size() > 1 ? prepared.remove() : prepared.element();
  }

  private static String callerIdentity(String userId) {
    return "<GetCallerIdentityResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\">"
        + "<GetCallerIdentityResult><UserId>"
        + userId
        + "</UserId><Account>123456789012</Account><Arn>arn:aws:sts::123456789012:assumed-role/r/job"
        + "</Arn></GetCallerIdentityResult></GetCallerIdentityResponse>";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
