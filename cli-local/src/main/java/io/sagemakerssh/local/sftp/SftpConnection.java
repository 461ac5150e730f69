package io.sagemakerssh.local.sftp;

import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Requests and their answers. Many requests are under way at once; each answer finds its request by
 * its number. Used by several threads.
 */
final class SftpConnection implements AutoCloseable {
  static final int INIT = 1;
  static final int VERSION = 2;
  static final int STATUS = 101;
  private static final int PROTOCOL = 3;

  /** OpenSSH allows 256 KiB, and no server that is asked for 32 KiB of data sends more. */
  private static final int LONGEST_PACKET = 1 << 20;

  private final DataInputStream in;
  private final OutputStream out;
  private final Map<Integer, CompletableFuture<PacketReader>> open = new ConcurrentHashMap<>();
  private final AtomicInteger lastId = new AtomicInteger();
  private final Set<String> extensions = new HashSet<>();
  private volatile IOException end;

  private SftpConnection(InputStream in, OutputStream out) {
    this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
    this.out = out;
  }

  /** Agrees on the version, and begins to read answers. */
  static SftpConnection open(InputStream in, OutputStream out) throws IOException {
    SftpConnection connection = new SftpConnection(in, out);
    try {
      connection.greet();
    } catch (IOException failed) {
      throw new SftpConnectionException("The SFTP server did not answer", failed);
    }
    Thread reader = new Thread(connection::read, "sm-ssh-sftp");
    reader.setDaemon(true);
    reader.start();
    return connection;
  }

  boolean has(String extension) {
    return extensions.contains(extension);
  }

  /**
   * Sends a request.
   *
   * @param fields what follows the number of the request
   * @return completes with the answer from its type on, or with an {@link SftpConnectionException}
   */
  CompletableFuture<PacketReader> request(int type, PacketWriter fields) throws IOException {
    int id = lastId.incrementAndGet();
    byte[] rest = fields.bytes();
    CompletableFuture<PacketReader> answer = new CompletableFuture<>();
    open.put(id, answer);
    ByteBuffer packet = ByteBuffer.allocate(2 * Integer.BYTES + 1 + rest.length);
    packet.putInt(1 + Integer.BYTES + rest.length).put((byte) type).putInt(id).put(rest);
    send(packet.array());
    if (end != null) {
      giveUp(end);
    }
    return answer;
  }

  /** Waits for an answer. */
  static PacketReader await(CompletableFuture<PacketReader> answer) throws IOException {
    try {
      return answer.get();
    } catch (ExecutionException failed) {
      throw new SftpConnectionException(failed.getCause().getMessage(), failed.getCause());
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while waiting for the SFTP server");
    }
  }

  @Override
  public void close() throws IOException {
    out.close();
  }

  private void greet() throws IOException {
    send(ByteBuffer.allocate(9).putInt(5).put((byte) INIT).putInt(PROTOCOL).array());
    PacketReader answer = packet();
    if (answer.type() != VERSION || answer.number() < PROTOCOL) {
      throw new IOException("it does not speak version " + PROTOCOL + " of the protocol");
    }
    while (answer.hasMore()) {
      extensions.add(answer.text());
      answer.data();
    }
  }

  private void send(byte[] packet) throws IOException {
    try {
      synchronized (out) {
        out.write(packet);
        out.flush();
      }
    } catch (IOException broken) {
      throw new SftpConnectionException("The connection to the container ended", broken);
    }
  }

  private void read() {
    try {
      while (true) {
        byte[] bytes = bytes();
        PacketReader packet = new PacketReader(bytes);
        packet.type();
        CompletableFuture<PacketReader> answer = open.remove(packet.number());
        if (answer == null) {
          throw new IOException("The SFTP server answered what it was not asked");
        }
        answer.complete(new PacketReader(bytes));
      }
    } catch (IOException ended) {
      end =
          ended instanceof java.io.EOFException
              ? new IOException("The connection to the container ended", ended)
              : ended;
      giveUp(end);
    }
  }

  private void giveUp(IOException why) {
    open.values().forEach(answer -> answer.completeExceptionally(why));
    open.clear();
  }

  private PacketReader packet() throws IOException {
    return new PacketReader(bytes());
  }

  private byte[] bytes() throws IOException {
    int length = in.readInt();
    if (length < 1 || length > LONGEST_PACKET) {
      throw new IOException("The SFTP server sent a packet of " + length + " bytes");
    }
    byte[] bytes = new byte[length];
    in.readFully(bytes);
    return bytes;
  }
}
