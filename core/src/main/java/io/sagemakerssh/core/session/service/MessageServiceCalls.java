package io.sagemakerssh.core.session.service;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.gson.JsonObject;
import io.sagemakerssh.core.session.channel.FrameSocket;
import io.sagemakerssh.core.session.channel.FrameSockets;
import io.sagemakerssh.core.web.WebClient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/**
 * The message service's HTTP calls and websockets, signed.
 *
 * <p>Source: {@code agent/session/service/service.go} and {@code websocketchannel.go:74-139} of
 * amazon-ssm-agent.
 */
final class MessageServiceCalls {
  private static final Duration TIMEOUT = Duration.ofSeconds(15);
  private static final int CREATED = 201;
  private static final Pattern TOKEN = Pattern.compile("<TokenValue>([^<]+)</TokenValue>");

  private final String endpoint;
  private final RequestSignature signature;
  private final WebClient web;
  private final FrameSockets sockets;

  /**
   * The calls of one endpoint.
   *
   * @param endpoint {@code http:} or {@code https:}
   */
  MessageServiceCalls(
      URI endpoint, RequestSignature signature, WebClient web, FrameSockets sockets) {
    this.endpoint = endpoint.toString().replaceAll("/+$", "");
    this.signature = signature;
    this.web = web;
    this.sockets = sockets;
  }

  /**
   * CreateControlChannel.
   *
   * @return the token for the first frame of its websocket
   * @throws MessageServiceException if the service refuses it
   */
  String createControlChannel(String instanceId) throws IOException {
    return create("CreateControlChannel", controlChannel(instanceId), request());
  }

  /**
   * CreateDataChannel.
   *
   * @return the token for the first frame of its websocket
   * @throws MessageServiceException if the service refuses it
   */
  String createDataChannel(String sessionId) throws IOException {
    JsonObject request = request();
    request.addProperty("ClientId", "");
    return create("CreateDataChannel", dataChannel(sessionId), request);
  }

  /** Opens a control channel's websocket. */
  FrameSocket openControlChannel(String instanceId, FrameSocket.Listener listener)
      throws IOException {
    return open(controlChannel(instanceId) + "?role=subscribe&stream=input", listener);
  }

  /** Opens a data channel's websocket. */
  FrameSocket openDataChannel(String sessionId, FrameSocket.Listener listener) throws IOException {
    return open(dataChannel(sessionId) + "?role=publish_subscribe", listener);
  }

  private static String controlChannel(String instanceId) {
    return "/v1/control-channel/" + SdkHttpUtils.urlEncode(instanceId);
  }

  private static String dataChannel(String sessionId) {
    return "/v1/data-channel/" + SdkHttpUtils.urlEncode(sessionId);
  }

  private static JsonObject request() {
    JsonObject request = new JsonObject();
    request.addProperty("MessageSchemaVersion", "1.0");
    request.addProperty("RequestId", UUID.randomUUID().toString());
    return request;
  }

  private FrameSocket open(String path, FrameSocket.Listener listener) throws IOException {
    URI uri = URI.create(endpoint + path);
    URI webSocket = URI.create(endpoint.replaceFirst("^http", "ws") + path);
    return sockets.open(webSocket, signature.ofGet(uri), listener);
  }

  private String create(String call, String path, JsonObject request) throws IOException {
    URI uri = URI.create(endpoint + path);
    byte[] body = request.toString().getBytes(UTF_8);
    HttpRequest.Builder post =
        HttpRequest.newBuilder(uri)
            .version(HttpClient.Version.HTTP_1_1)
            .timeout(TIMEOUT)
            .POST(BodyPublishers.ofByteArray(body));
    signature.ofPost(uri, body).forEach(post::header);
    web.proxyHeaders().apply(uri).forEach(post::header);
    HttpResponse<String> answer = send(call, post.build());
    if (answer.statusCode() != CREATED) {
      throw new MessageServiceException(call, answer.statusCode(), answer.body());
    }
    Matcher token = TOKEN.matcher(answer.body());
    if (!token.find()) {
      throw new IOException(call + " was answered without a token");
    }
    return unescape(token.group(1));
  }

  private HttpResponse<String> send(String call, HttpRequest request) throws IOException {
    try {
      return web.http().send(request, BodyHandlers.ofString(UTF_8));
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(call + " was interrupted");
    } catch (IOException failure) {
      String why = failure.getMessage() == null ? failure.toString() : failure.getMessage();
      throw new IOException("No answer to " + call + " at " + endpoint + ": " + why, failure);
    }
  }

  private static String unescape(String xml) {
    return xml.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&apos;", "'")
        .replace("&amp;", "&");
  }
}
