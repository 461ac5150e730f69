package io.sagemakerssh.local.command;

import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;

import io.sagemakerssh.core.session.wire.TerminalSize;
import io.sagemakerssh.local.session.ShellClient;
import org.junit.jupiter.api.Test;
import org.mockito.InOrder;

/** The terminal of {@code shell}, traps of PROTOCOL part F by their numbers. */
class ShellCommandTest {
  /** The official plugin claims 300 columns and 100 rows. */
  @Test
  void trap21WithoutATerminalItClaimsOneOfTheUsualSize() throws Exception {
    ShellClient client = mock(ShellClient.class);

    ShellCommand.runOnTerminal(client, false);

    InOrder order = inOrder(client);
    order.verify(client).resize(new TerminalSize(80, 24));
    order.verify(client).runOnTerminal(false);
    order.verifyNoMoreInteractions();
  }
}
