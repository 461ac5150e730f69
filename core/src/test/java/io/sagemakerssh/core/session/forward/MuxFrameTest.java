package io.sagemakerssh.core.session.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.core.session.forward.MuxFrame.Command;
import io.sagemakerssh.core.session.wire.MalformedFrameException;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The layout, against bytes written by hand after the table of PROTOCOL.md C.6. */
class MuxFrameTest {
  @ParameterizedTest
  @CsvSource({
    "01 00 0000 03000000, SYN, 3, 0",
    "01 01 0000 05000000, FIN, 5, 0",
    "01 02 0500 03000000, PSH, 3, 5",
    "01 02 ffff 04030201, PSH, 0x01020304, 65535",
    "01 03 0000 00000000, NOP, 0, 0"
  })
  void hasLittleEndianFields(String hex, Command command, String id, int length)
      throws MalformedFrameException {
    byte[] bytes = bytes(hex);
    MuxFrame frame = new MuxFrame(command, Integer.decode(id), length);

    assertThat(MuxFrame.parse(bytes)).isEqualTo(frame);
    byte[] printed = new byte[MuxFrame.HEADER_BYTES];
    frame.printTo(printed);
    assertThat(printed).isEqualTo(bytes);
  }

  @ParameterizedTest
  @CsvSource({
    "00 00 0000 03000000, version 0",
    "02 02 0500 03000000, version 2",
    "53 53 482d 322e302d, version 83",
    "01 04 0000 03000000, command 4",
    "01 ff 0000 03000000, command 255",
    "01 00 0100 03000000, SYN of 1 bytes",
    "01 01 0001 03000000, FIN of 256 bytes"
  })
  void refusesWhatIsNotVersionOne(String hex, String reason) {
    assertThatThrownBy(() -> MuxFrame.parse(bytes(hex)))
        .isInstanceOf(MalformedFrameException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void streamIdIsUnsigned() throws MalformedFrameException {
    assertThat(MuxFrame.parse(bytes("01 00 0000 ffffffff")).streamId()).isEqualTo(-1);
  }

  private static byte[] bytes(String hex) {
    return HexFormat.of().parseHex(hex.replace(" ", ""));
  }
}
