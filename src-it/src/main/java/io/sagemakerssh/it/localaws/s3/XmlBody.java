package io.sagemakerssh.it.localaws.s3;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.sagemakerssh.it.localaws.http.AwsResponse;
import io.sagemakerssh.it.localaws.http.Xml;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.Deque;

/** Writes an answer of S3. */
final class XmlBody {
  private static final String NAMESPACE = "http://s3.amazonaws.com/doc/2006-03-01/";
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

  private final StringBuilder text =
      new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
  private final Deque<String> open = new ArrayDeque<>();

  static XmlBody of(String root) {
    XmlBody body = new XmlBody();
    body.text.append('<').append(root).append(" xmlns=\"").append(NAMESPACE).append("\">");
    body.open.push(root);
    return body;
  }

  XmlBody open(String name) {
    text.append('<').append(name).append('>');
    open.push(name);
    return this;
  }

  XmlBody close() {
    text.append("</").append(open.pop()).append('>');
    return this;
  }

  XmlBody element(String name, Object value) {
    text.append(Xml.element(name, value.toString()));
    return this;
  }

  XmlBody time(String name, Instant time) {
    return element(name, TIME.format(time));
  }

  XmlBody checksum(ObjectChecksum checksum) {
    return element(checksum.algorithm().element(), checksum.value());
  }

  /** The root element's text, for the few answers that are nothing else. */
  XmlBody content(String content) {
    text.append(Xml.escape(content));
    return this;
  }

  AwsResponse response() {
    while (!open.isEmpty()) {
      close();
    }
    return AwsResponse.of(200, "application/xml", text.toString().getBytes(UTF_8));
  }
}
