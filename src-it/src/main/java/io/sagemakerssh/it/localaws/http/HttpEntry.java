package io.sagemakerssh.it.localaws.http;

import io.sagemakerssh.it.localaws.auth.SignedRequest;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.Map;
import org.eclipse.jetty.http.DateGenerator;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Takes each request from the server to the router, or to the control of the local AWS itself. */
final class HttpEntry extends Handler.Abstract {
  private final ServiceRouter router;
  private final LocalControl control;
  private final Clock clock;

  HttpEntry(ServiceRouter router, LocalControl control, Clock clock) {
    this.router = router;
    this.control = control;
    this.clock = clock;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) throws Exception {
    AwsResponse answer;
    try {
      SignedRequest read = RequestReader.read(request);
      answer =
          read.rawPath().startsWith(LocalControl.PREFIX)
              ? control.answer(read)
              : router.answer(read, request.isSecure());
    } catch (AwsError refused) {
      answer = Protocol.JSON.render(refused, "");
    }
    response.setStatus(answer.status());
    // From it a client whose clock is wrong learns by how much.
    response.getHeaders().put("Date", DateGenerator.formatDate(clock.millis()));
    boolean lengthGiven = false;
    for (Map.Entry<String, String> header : answer.headers()) {
      response.getHeaders().add(header.getKey(), header.getValue());
      lengthGiven |= header.getKey().equalsIgnoreCase("Content-Length");
    }
    boolean bodiless = answer.status() == 204 || answer.status() == 304;
    if (!lengthGiven && !bodiless) {
      response.getHeaders().put("Content-Length", Integer.toString(answer.body().length));
    }
    boolean head = request.getMethod().equals("HEAD");
    response.write(true, ByteBuffer.wrap(head ? new byte[0] : answer.body()), callback);
    return true;
  }
}
