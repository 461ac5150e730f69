package io.sagemakerssh.remote.sshserver;

import java.util.List;
import org.apache.sshd.common.NamedFactory;
import org.apache.sshd.common.cipher.BuiltinCiphers;
import org.apache.sshd.common.compression.BuiltinCompressions;
import org.apache.sshd.common.kex.BuiltinDHFactories;
import org.apache.sshd.common.mac.BuiltinMacs;
import org.apache.sshd.common.signature.BuiltinSignatures;
import org.apache.sshd.server.ServerBuilder;

/**
 * The algorithms that the embedded server offers: those the JDK does fast and every client of the
 * last ten years knows. A short list also makes a cold JVM's first connection quicker.
 */
final class Algorithms {
  private Algorithms() {}

  static ServerBuilder limit(ServerBuilder builder) {
    JdkEd25519Registrar.register();
    builder.keyExchangeFactories(
        NamedFactory.setUpTransformedFactories(
            true,
            List.of(
                BuiltinDHFactories.curve25519,
                BuiltinDHFactories.curve25519_libssh,
                BuiltinDHFactories.ecdhp256,
                BuiltinDHFactories.ecdhp384,
                BuiltinDHFactories.dhg14_256),
            ServerBuilder.DH2KEX));
    builder.cipherFactories(
        List.of(
            BuiltinCiphers.aes128gcm,
            BuiltinCiphers.aes256gcm,
            BuiltinCiphers.aes128ctr,
            BuiltinCiphers.aes256ctr));
    builder.macFactories(
        List.of(
            BuiltinMacs.hmacsha256etm,
            BuiltinMacs.hmacsha512etm,
            BuiltinMacs.hmacsha256,
            BuiltinMacs.hmacsha512));
    builder.signatureFactories(
        List.of(
            BuiltinSignatures.ed25519,
            BuiltinSignatures.nistp256,
            BuiltinSignatures.nistp384,
            BuiltinSignatures.nistp521,
            BuiltinSignatures.rsaSHA512,
            BuiltinSignatures.rsaSHA256,
            BuiltinSignatures.sk_ssh_ed25519,
            BuiltinSignatures.sk_ecdsa_sha2_nistp256));
    builder.compressionFactories(
        List.of(BuiltinCompressions.none, BuiltinCompressions.delayedZlib));
    return builder;
  }
}
