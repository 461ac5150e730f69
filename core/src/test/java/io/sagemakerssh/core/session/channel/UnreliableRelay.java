package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;

/**
 * A service between two channels that loses websockets by a seeded plan, and with them what they
 * carried. All on the caller's thread, one frame a step, so that a seed repeats a run exactly.
 */
final class UnreliableRelay {
  private final Map<Role, Side> sides = new EnumMap<>(Role.class);
  private final Random random;
  private final long quota;
  private int cuts;

  UnreliableRelay(long seed) {
    this(seed, Long.MAX_VALUE);
  }

  /**
   * For one session.
   *
   * @param quota the bytes that a websocket takes from its end before it is cut
   */
  UnreliableRelay(long seed, long quota) {
    this.random = new Random(seed);
    this.quota = quota;
  }

  /** What the channel of that role opens. */
  FrameSocket.Opener opener(Role role) {
    return listener -> {
      Side opened = new Side(listener);
      sides.put(role, opened);
      return opened;
    };
  }

  int cuts() {
    return cuts;
  }

  /**
   * Moves one frame, if any waits, or cuts a websocket: one step in {@code cutEvery}. A frame for
   * an end without websocket is lost.
   */
  void step(int cutEvery) {
    Role role = random.nextBoolean() ? Role.CLIENT : Role.AGENT;
    Side side = sides.get(role);
    if (side == null) {
      return;
    }
    if (random.nextInt(cutEvery) == 0 || side.taken >= quota) {
      cuts++;
      sides.remove(role);
      side.lose();
    } else {
      side.forward(sides.get(role == Role.CLIENT ? Role.AGENT : Role.CLIENT));
    }
  }

  private static final class Side implements FrameSocket {
    private final Listener listener;
    private final Queue<ByteBuffer> sent = new ArrayDeque<>();
    private final List<ByteBuffer> incoming = new ArrayList<>();
    private int requested;
    private long taken;
    private boolean open = true;

    Side(Listener listener) {
      this.listener = listener;
    }

    void forward(Side other) {
      ByteBuffer frame = sent.poll();
      if (frame != null) {
        taken += frame.remaining();
        if (other != null) {
          other.incoming.add(frame);
          other.deliver();
        }
      }
    }

    void lose() {
      open = false;
      listener.onClosed(new IOException("cut"));
    }

    private void deliver() {
      while (open && requested > 0 && !incoming.isEmpty()) {
        requested--;
        listener.onFrame(incoming.remove(0));
      }
    }

    @Override
    public void send(ByteBuffer frame) {
      sent.add(frame);
    }

    @Override
    public void sendText(String text) {}

    @Override
    public void request() {
      requested++;
      deliver();
    }

    @Override
    public void close() {
      open = false;
    }

    @Override
    public void abort() {
      open = false;
    }
  }
}
