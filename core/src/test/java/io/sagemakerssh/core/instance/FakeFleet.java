package io.sagemakerssh.core.instance;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationRequest;
import software.amazon.awssdk.services.ssm.model.DescribeInstanceInformationResponse;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ssm.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ssm.model.Tag;

/** SSM with a few instances: filters by tags, pages of two, and a log of its calls. */
public final class FakeFleet implements SsmClient {
  private static final int PAGE = 2;

  private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();
  private final Map<String, String> pings = new LinkedHashMap<>();
  private final List<String> calls = new ArrayList<>();

  /** Adds an instance, later registered than those before; tags are names and values in turn. */
  public InstanceId add(String ping, String... namesAndValues) {
    String id = String.format("mi-%017x", tags.size() + 1);
    Map<String, String> of = new LinkedHashMap<>();
    for (int index = 0; index < namesAndValues.length; index += 2) {
      of.put(namesAndValues[index], namesAndValues[index + 1]);
    }
    tags.put(id, of);
    pings.put(id, ping);
    return new InstanceId(id);
  }

  /** Adds a container of a training job. */
  public InstanceId addTraining(String ping, String job, String node) {
    String arn = "arn:aws:sagemaker:us-east-1:123456789012:training-job/" + job;
    return add(ping, "SSHResourceName", job, "SSHResourceArn", arn, "SSHNode", node);
  }

  /** The operations called, with the instance of those that take one. */
  public List<String> calls() {
    return calls;
  }

  @Override
  public DescribeInstanceInformationResponse describeInstanceInformation(
      DescribeInstanceInformationRequest request) {
    calls.add("DescribeInstanceInformation");
    List<InstanceInformation> fitting = new ArrayList<>();
    int age = 0;
    for (String id : tags.keySet()) {
      age++;
      boolean fits =
          request.filters().stream().allMatch(filter -> fits(id, filter.key(), filter.values()));
      if (fits) {
        fitting.add(
            InstanceInformation.builder()
                .instanceId(id)
                .pingStatus(pings.get(id))
                .registrationDate(Instant.ofEpochSecond(1000L * age))
                .build());
      }
    }
    int from = request.nextToken() == null ? 0 : Integer.parseInt(request.nextToken());
    int to = Math.min(fitting.size(), from + PAGE);
    return DescribeInstanceInformationResponse.builder()
        .instanceInformationList(fitting.subList(from, to))
        .nextToken(to < fitting.size() ? Integer.toString(to) : null)
        .build();
  }

  @Override
  public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
    calls.add("ListTagsForResource " + request.resourceId());
    List<Tag> list = new ArrayList<>();
    tags.get(request.resourceId())
        .forEach((key, value) -> list.add(Tag.builder().key(key).value(value).build()));
    return ListTagsForResourceResponse.builder().tagList(list).build();
  }

  private boolean fits(String id, String key, List<String> values) {
    if (key.equals("InstanceIds")) {
      return values.contains(id);
    }
    if (key.equals("tag-key")) {
      return values.stream().anyMatch(tags.get(id)::containsKey);
    }
    return values.contains(tags.get(id).get(key.substring("tag:".length())));
  }

  @Override
  public String serviceName() {
    return "ssm";
  }

  @Override
  public void close() {
    calls.add("close");
  }
}
