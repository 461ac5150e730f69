package io.sagemakerssh.core.session.channel;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

class FrameAssemblyTest {
  private final FrameAssembly assembly = new FrameAssembly();

  @Test
  void trap42PiecesBecomeOneFrame() throws Exception {
    assertThat(assembly.add(UTF_8.encode("he"), false)).isNull();
    assertThat(assembly.add(UTF_8.encode(""), false)).isNull();

    assertThat(assembly.add(UTF_8.encode("llo"), true)).isEqualTo(UTF_8.encode("hello"));
    assertThat(assembly.add(UTF_8.encode("next"), true)).isEqualTo(UTF_8.encode("next"));
  }

  @Test
  void theFrameOutlivesThePiecesBuffers() throws Exception {
    ByteBuffer reused = ByteBuffer.wrap("one".getBytes(UTF_8));
    ByteBuffer frame = assembly.add(reused, true);
    reused.clear().put("two".getBytes(UTF_8));

    assertThat(frame).isEqualTo(UTF_8.encode("one"));
  }

  @Test
  void endlessFramesAreRefused() throws Exception {
    assembly.add(ByteBuffer.allocate(FrameAssembly.MOST_BYTES), false);

    assertThatThrownBy(() -> assembly.add(ByteBuffer.allocate(1), false))
        .isInstanceOf(IOException.class);
  }
}
