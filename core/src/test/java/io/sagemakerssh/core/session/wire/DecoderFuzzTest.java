package io.sagemakerssh.core.session.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.session.fuzz.FrameMutator;
import io.sagemakerssh.core.session.fuzz.Fuzzing;
import java.nio.ByteBuffer;
import org.junit.jupiter.api.Test;

/** The decoder takes a frame or says that it is malformed; there is nothing else. */
class DecoderFuzzTest {
  private int decoded;
  private int malformed;

  @Test
  void decodesOrRefuses() {
    FrameMutator mutator = FrameMutator.ofDataChannel(Fuzzing.SEED, 1000);
    for (int i = 0; i < Fuzzing.FRAMES; i++) {
      Fuzzing.step("decoder", mutator.next(), this::decode);
    }

    assertThat(decoded).as("frames that are right all the same").isGreaterThan(Fuzzing.FRAMES / 20);
    assertThat(malformed).isGreaterThan(Fuzzing.FRAMES / 20);
  }

  private void decode(ByteBuffer frame) {
    try {
      AgentMessage message = FrameDecoder.decode(frame);
      decoded++;
      parse(message);
    } catch (MalformedFrameException refused) {
      malformed++;
    }
  }

  /** Every payload as what it claims to be. */
  private static void parse(AgentMessage message) throws MalformedFrameException {
    String text = message.payloadText();
    switch (message.type()) {
      case ACKNOWLEDGE -> Acknowledge.parse(text);
      case CHANNEL_CLOSED -> ChannelClosed.parse(text);
      default -> {
        switch (message.payloadType()) {
          case PayloadType.HANDSHAKE_REQUEST -> parseAll(HandshakeRequest.parse(text));
          case PayloadType.HANDSHAKE_RESPONSE -> parseAll(HandshakeResponse.parse(text));
          case PayloadType.HANDSHAKE_COMPLETE -> HandshakeComplete.parse(text);
          case PayloadType.ENCRYPTION_CHALLENGE_REQUEST,
              PayloadType.ENCRYPTION_CHALLENGE_RESPONSE ->
              EncryptionChallenge.parse(text);
          case PayloadType.FLAG -> SessionFlag.parse(message.payload());
          case PayloadType.SIZE -> TerminalSize.parse(text);
          case PayloadType.EXIT_CODE -> ExitCodeText.parse(text);
          default -> {
            // Data.
          }
        }
      }
    }
  }

  private static void parseAll(HandshakeRequest request) throws MalformedFrameException {
    for (HandshakeRequest.Action action : request.actions()) {
      KmsEncryption.Request.parse(action.parameters());
    }
  }

  private static void parseAll(HandshakeResponse response) throws MalformedFrameException {
    for (HandshakeResponse.Action action : response.actions()) {
      KmsEncryption.Result.parse(action.result());
    }
  }
}
