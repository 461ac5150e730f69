package io.sagemakerssh.remote.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AcceptorTest {
  private final ServerSocketChannel socket = mock(ServerSocketChannel.class);
  private final SocketChannel connection = mock(SocketChannel.class);
  private final List<String> doings = new ArrayList<>();
  private final Acceptor acceptor =
      new Acceptor(socket, taken -> doings.add("taken"), pause -> doings.add("pause"));

  @Test
  void pausesWhereAConnectionCannotBeTakenAndGoesOn() throws Exception {
    when(socket.isOpen()).thenReturn(true, true, true, true, true, false);
    when(socket.accept())
        .thenThrow(new IOException("Too many open files"))
        .thenThrow(new IOException("Too many open files"))
        .thenReturn(connection);

    acceptor.run();

    assertThat(doings).containsExactly("pause", "pause", "taken");
  }

  @Test
  void endsWithTheSocket() throws Exception {
    when(socket.isOpen()).thenReturn(true, false);
    when(socket.accept()).thenThrow(new ClosedChannelException());

    acceptor.run();

    assertThat(doings).isEmpty();
  }
}
