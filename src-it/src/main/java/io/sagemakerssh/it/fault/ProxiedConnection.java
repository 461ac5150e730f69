package io.sagemakerssh.it.fault;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One TCP connection through the proxy. HTTP requests and answers pass as they are; after an
 * upgrade to a websocket its messages meet the plan.
 */
final class ProxiedConnection {
  private static final int BUFFER = 64 * 1024;
  private static final Pattern LENGTH =
      Pattern.compile("\r\ncontent-length:\\s*(\\d+)", Pattern.CASE_INSENSITIVE);

  private final Socket client;
  private final Socket server;
  private final FaultPlan plan;
  private final int number;
  private final FaultCounts counts;
  private final ThreadFactory threads;
  private volatile boolean upgrading;

  ProxiedConnection(
      Socket client,
      Socket server,
      FaultPlan plan,
      int number,
      FaultCounts counts,
      ThreadFactory threads) {
    this.client = client;
    this.server = server;
    this.plan = plan;
    this.number = number;
    this.counts = counts;
    this.threads = threads;
  }

  /** Carries both directions in threads of their own. */
  void start() {
    threads.newThread(() -> carry(this::requests)).start();
    threads.newThread(() -> carry(this::answers)).start();
  }

  /** Cuts it: no websocket close, as when a network fails. */
  void cut() {
    for (Socket socket : new Socket[] {client, server}) {
      try {
        socket.close();
      } catch (IOException alreadyClosed) {
        // It is what was wanted.
      }
    }
  }

  private interface Carriage {
    void run() throws IOException;
  }

  private void carry(Carriage carriage) {
    try {
      carriage.run();
    } catch (IOException closed) {
      // One side closed, or the plan did: both ends are told below.
    } finally {
      cut();
    }
  }

  private void requests() throws IOException {
    InputStream from = new BufferedInputStream(client.getInputStream(), BUFFER);
    OutputStream to = server.getOutputStream();
    for (byte[] head = head(from); head.length > 0; head = head(from)) {
      String text = new String(head, StandardCharsets.ISO_8859_1);
      upgrading = text.toLowerCase(Locale.ROOT).contains("\r\nupgrade: websocket");
      to.write(head);
      if (upgrading) {
        carryMessages(from, to, true);
        return;
      }
      Matcher length = LENGTH.matcher(text);
      to.write(from.readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0));
    }
  }

  /** Answers before the upgrade need no reading: the client asks one thing after another. */
  private void answers() throws IOException {
    InputStream from = new BufferedInputStream(server.getInputStream(), BUFFER);
    OutputStream to = client.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    while (true) {
      from.mark(1);
      if (from.read() < 0) {
        return;
      }
      from.reset();
      if (upgrading) {
        to.write(head(from));
        carryMessages(from, to, false);
        return;
      }
      to.write(buffer, 0, from.read(buffer));
    }
  }

  private void carryMessages(InputStream from, OutputStream to, boolean fromClient)
      throws IOException {
    long delay = plan.policy().delay().toNanos();
    MessagePump pump =
        new MessagePump(
            new WebSocketReader(from), to, plan.course(number, fromClient), counts, delay);
    if (delay == 0) {
      pump.run();
      return;
    }
    Thread sender = threads.newThread(() -> carry(pump::runDelayed));
    sender.start();
    try {
      pump.run();
    } finally {
      sender.interrupt();
    }
  }

  /** All bytes up to the empty line, with it; none at the end of the stream. */
  private static byte[] head(InputStream from) throws IOException {
    ByteArrayOutputStream head = new ByteArrayOutputStream();
    int newLines = 0;
    for (int next = from.read(); next >= 0; next = from.read()) {
      head.write(next);
      newLines = next == '\n' ? newLines + 1 : next == '\r' ? newLines : 0;
      if (newLines == 2) {
        return head.toByteArray();
      }
    }
    return new byte[0];
  }
}
