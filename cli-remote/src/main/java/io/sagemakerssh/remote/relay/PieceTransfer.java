package io.sagemakerssh.remote.relay;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/** Moves one piece between a file and S3. */
final class PieceTransfer {
  private static final int BUFFER = 128 * 1024;
  private static final int OK = 200;

  private final SdkHttpClient http;

  PieceTransfer(SdkHttpClient http) {
    this.http = http;
  }

  void run(PieceRequest piece) throws IOException {
    if (piece.fetch()) {
      fetch(piece);
    } else {
      send(piece);
    }
  }

  private void fetch(PieceRequest piece) throws IOException {
    HttpExecuteResponse answer = call(request(piece, SdkHttpMethod.GET).build(), Optional.empty());
    try (InputStream in = body(answer);
        FileChannel file =
            FileChannel.open(piece.file(), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
      check(answer);
      byte[] buffer = new byte[BUFFER];
      long done = 0;
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (done + count > piece.length()) {
          throw new IOException("S3 sent more than the piece");
        }
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
        while (bytes.hasRemaining()) {
          done += file.write(bytes, piece.offset() + done);
        }
      }
      if (done < piece.length()) {
        throw new EOFException("S3 sent less than the piece");
      }
    }
  }

  private void send(PieceRequest piece) throws IOException {
    // Closed here, as the client does not close what it sends.
    try (FileChannel file = FileChannel.open(piece.file())) {
      if (file.size() < piece.end()) {
        throw new EOFException("it became shorter while it was copied");
      }
      InputStream content = new Piece(file.position(piece.offset()), piece.length());
      SdkHttpRequest request =
          request(piece, SdkHttpMethod.PUT)
              .putHeader("Content-Length", Long.toString(piece.length()))
              .build();
      HttpExecuteResponse answer = call(request, Optional.of(() -> content));
      InputStream in = body(answer);
      try {
        check(answer);
      } finally {
        in.close();
      }
    }
  }

  private static SdkHttpRequest.Builder request(PieceRequest piece, SdkHttpMethod method) {
    return SdkHttpRequest.builder().uri(piece.url()).method(method);
  }

  private HttpExecuteResponse call(SdkHttpRequest request, Optional<ContentStreamProvider> content)
      throws IOException {
    return http.prepareRequest(
            HttpExecuteRequest.builder()
                .request(request)
                .contentStreamProvider(content.orElse(null))
                .build())
        .call();
  }

  private static InputStream body(HttpExecuteResponse answer) {
    return answer
        .responseBody()
        .map(InputStream.class::cast)
        .orElseGet(() -> AbortableInputStream.create(InputStream.nullInputStream()));
  }

  private static void check(HttpExecuteResponse answer) throws IOException {
    int status = answer.httpResponse().statusCode();
    if (status != OK) {
      throw new IOException("S3 answered with HTTP status " + status);
    }
  }

  /** The bytes of a piece, and no more. */
  private static final class Piece extends InputStream {
    private final InputStream file;
    private long left;

    Piece(FileChannel file, long length) {
      this.file = Channels.newInputStream(file);
      this.left = length;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      if (left == 0) {
        return -1;
      }
      int count = file.read(into, offset, (int) Math.min(length, left));
      left -= Math.max(0, count);
      return count;
    }
  }
}
