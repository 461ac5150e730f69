package io.sagemakerssh.core.instance;

import io.sagemakerssh.core.aws.AwsCall;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** SSM's directory of managed instances. */
public final class InstanceDirectory {
  private static final int PAGE = 50;

  private final Supplier<SsmClient> ssm;

  public InstanceDirectory(Supplier<SsmClient> ssm) {
    this.ssm = ssm;
  }

  /** The instances that a query fits, newest first, in one call a page of fifty. */
  public List<ManagedInstance> find(InstanceQuery query) {
    List<ManagedInstance> found = new ArrayList<>();
    String next = null;
    do {
      DescribeInstanceInformationResponse page = page(query, next);
      for (InstanceInformation one : page.instanceInformationList()) {
        if (InstanceId.isLikely(one.instanceId())) {
          found.add(instance(one));
        }
      }
      next = page.nextToken();
    } while (next != null && !next.isEmpty());
    found.sort(ManagedInstance.NEWEST_FIRST);
    return found;
  }

  /** An instance's tags, in a call of its own. */
  public Registration registration(ManagedInstance instance) {
    AwsCall call =
        new AwsCall(
            "read the tags of instance " + instance.id(),
            "ssm:ListTagsForResource",
            "arn:aws:ssm:*:*:managed-instance/" + instance.id());
    ListTagsForResourceRequest request =
        ListTagsForResourceRequest.builder()
            .resourceType(ResourceTypeForTagging.MANAGED_INSTANCE)
            .resourceId(instance.id().value())
            .build();
    Map<String, String> tags = new HashMap<>();
    for (Tag tag : call.make(() -> ssm.get().listTagsForResource(request)).tagList()) {
      tags.put(tag.key(), tag.value());
    }
    return new Registration(instance, tags);
  }

  private DescribeInstanceInformationResponse page(InstanceQuery query, String token) {
    DescribeInstanceInformationRequest request =
        DescribeInstanceInformationRequest.builder()
            .filters(query.filters())
            .maxResults(PAGE)
            .nextToken(token)
            .build();
    return new AwsCall(
            "find the managed instances of " + query, "ssm:DescribeInstanceInformation", "*")
        .make(() -> ssm.get().describeInstanceInformation(request));
  }

  private static ManagedInstance instance(InstanceInformation one) {
    Instant registered = one.registrationDate() == null ? Instant.EPOCH : one.registrationDate();
    return new ManagedInstance(
        new InstanceId(one.instanceId()), PingStatus.of(one.pingStatusAsString()), registered);
  }
}
