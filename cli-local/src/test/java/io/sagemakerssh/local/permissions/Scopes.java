package io.sagemakerssh.local.permissions;

import io.sagemakerssh.core.key.KeysPath;

/** The scope that the documentation's examples are of. */
final class Scopes {
  static final PolicyScope DOCUMENTED =
      new PolicyScope(
          "aws",
          "us-east-1",
          "123456789012",
          KeysPath.ofAccount("us-east-1", "123456789012"),
          "SageMakerSshHelper");

  private Scopes() {}
}
