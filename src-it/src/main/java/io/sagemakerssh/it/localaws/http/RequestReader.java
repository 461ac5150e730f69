package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.SignedRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** Reads requests whole. */
final class RequestReader {
  private static final int LONGEST_BODY = 512 * 1024 * 1024;

  private RequestReader() {}

  /**
   * Reads a request and its body, whether it has a length or is chunked. Asking for the body is
   * what answers {@code Expect: 100-continue}.
   *
   * @throws AwsError if the body is longer than 512 MiB
   */
  static SignedRequest read(Request request) throws IOException {
    byte[] body;
    try (InputStream stream = Content.Source.asInputStream(request)) {
      body = stream.readNBytes(LONGEST_BODY + 1);
    }
    if (body.length > LONGEST_BODY) {
      throw new AwsError(413, "EntityTooLarge", "The request body is longer than 512 MiB");
    }
    return of(request, body);
  }

  /** The request without its body. */
  static SignedRequest readHead(Request request) {
    return of(request, new byte[0]);
  }

  private static SignedRequest of(Request request, byte[] body) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    for (HttpField field : request.getHeaders()) {
      String value = field.getValue() == null ? "" : field.getValue();
      headers
          .computeIfAbsent(field.getName().toLowerCase(Locale.ROOT), name -> new ArrayList<>())
          .add(value);
    }
    String path = request.getHttpURI().getPath();
    String query = request.getHttpURI().getQuery();
    return new SignedRequest(
        request.getMethod(), path == null ? "/" : path, query == null ? "" : query, headers, body);
  }
}
