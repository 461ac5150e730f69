package io.sagemakerssh.local.permissions;

import io.sagemakerssh.core.key.KeysPath;
import java.util.Map;
import software.amazon.awssdk.regions.PartitionMetadata;
import software.amazon.awssdk.regions.Region;

/**
 * What a policy is for: it fills the places that its text leaves open.
 *
 * @param partition {@code aws}, {@code aws-cn} or {@code aws-us-gov}
 * @param region the region's name
 * @param account the account's number, 12 digits
 * @param keys where public keys travel through
 * @param ssmRole the part of the SSM role's ARN behind {@code role/}
 */
public record PolicyScope(
    String partition, String region, String account, KeysPath keys, String ssmRole) {

  /** That of an account in a region, be it one that this program's SDK does not know yet. */
  public static PolicyScope of(Region region, String account, KeysPath keys, String ssmRole) {
    return new PolicyScope(PartitionMetadata.of(region).id(), region.id(), account, keys, ssmRole);
  }

  /** The ARN of the SSM role. */
  public String ssmRoleArn() {
    return "arn:" + partition + ":iam::" + account + ":role/" + ssmRole;
  }

  /** The text with every {@code {place}} filled in; IAM's own variables stay. */
  String fill(String text) {
    Map<String, String> places =
        Map.of(
            "{partition}", partition,
            "{region}", region,
            "{account}", account,
            "{bucket}", keys.bucket(),
            "{prefix}", keys.prefix(),
            "{ssmRole}", ssmRole);
    String filled = text;
    for (Map.Entry<String, String> place : places.entrySet()) {
      filled = filled.replace(place.getKey(), place.getValue());
    }
    return filled;
  }
}
