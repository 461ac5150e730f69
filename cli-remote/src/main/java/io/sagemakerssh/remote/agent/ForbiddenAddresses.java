package io.sagemakerssh.remote.agent;

import java.net.InetAddress;

/**
 * Where no session may lead: the addresses under which AWS serves credentials, metadata, DNS and
 * time to the machine itself. The official agent forbids them one by one; here all of their ranges
 * are, for SageMaker and ECS serve a container's credentials under others of the same.
 */
final class ForbiddenAddresses {
  /** {@code fd00:ec2::/32}, the local services' addresses of IPv6. */
  private static final byte[] EC2_PREFIX = {(byte) 0xfd, 0x00, 0x0e, (byte) 0xc2};

  private ForbiddenAddresses() {}

  static boolean contain(InetAddress address) {
    return address.isLinkLocalAddress() || isEc2Local(address.getAddress());
  }

  private static boolean isEc2Local(byte[] address) {
    if (address.length != 16) {
      return false;
    }
    for (int i = 0; i < EC2_PREFIX.length; i++) {
      if (address[i] != EC2_PREFIX[i]) {
        return false;
      }
    }
    return true;
  }
}
