package io.sagemakerssh.core.session.channel;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Hears a websocket and does nothing about it. */
public final class SilentListener implements FrameSocket.Listener {
  @Override
  public void onFrame(ByteBuffer frame) {}

  @Override
  public void onClosed(IOException cause) {}
}
