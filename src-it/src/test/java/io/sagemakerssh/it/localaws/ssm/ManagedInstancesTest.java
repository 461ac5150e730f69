package io.sagemakerssh.it.localaws.ssm;

import static io.sagemakerssh.it.localaws.TestAws.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.sagemakerssh.it.localaws.TestAgent;
import io.sagemakerssh.it.localaws.TestAws;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ConnectionStatus;
import software.amazon.awssdk.services.ssm.model.InstanceInformation;
import software.amazon.awssdk.services.ssm.model.InstanceInformationStringFilter;
import software.amazon.awssdk.services.ssm.model.PingStatus;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** DescribeInstanceInformation, tags, ping status, deregistration. */
class ManagedInstancesTest {
  @RegisterExtension static final TestAws AWS = new TestAws();

  @TempDir static Path directory;
  private static final List<TestAgent> AGENTS = new ArrayList<>();
  private static SsmClient ssm;

  @BeforeAll
  static void register() {
    ssm = AWS.ssm();
    for (int i = 0; i < 7; i++) {
      AGENTS.add(TestAgent.online(AWS.aws(), directory, "job-" + i, i < 3 ? "AIDA1" : "AIDA2"));
    }
  }

  @AfterAll
  static void close() {
    AGENTS.forEach(TestAgent::close);
  }

  private static InstanceInformationStringFilter filter(String key, String... values) {
    return InstanceInformationStringFilter.builder().key(key).values(values).build();
  }

  private static List<String> found(InstanceInformationStringFilter... filters) {
    return ssm
        .describeInstanceInformationPaginator(b -> b.filters(filters).maxResults(50))
        .instanceInformationList()
        .stream()
        .map(InstanceInformation::instanceId)
        .toList();
  }

  private static List<String> ids(int... numbers) {
    return IntStream.of(numbers).mapToObj(i -> AGENTS.get(i).id()).toList();
  }

  private static List<Tag> tags(String id) {
    return ssm.listTagsForResource(
            b -> b.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE).resourceId(id))
        .tagList();
  }

  private static void tag(String id, Tag... tags) {
    ssm.addTagsToResource(
        b -> b.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE).resourceId(id).tags(tags));
  }

  private static Tag tag(String key, String value) {
    return Tag.builder().key(key).value(value).build();
  }

  @Test
  void filtersByTagsAndMore() {
    assertThat(found(filter("tag:SSHResourceName", "job-2"))).isEqualTo(ids(2));
    assertThat(found(filter("tag:SSHResourceName", "job-2", "job-4")))
        .containsExactlyInAnyOrderElementsOf(ids(2, 4));
    assertThat(found(filter("tag:SSHOwner", "AIDA1"), filter("PingStatus", "Online")))
        .containsExactlyInAnyOrderElementsOf(ids(0, 1, 2));
    assertThat(found(filter("tag:SSHOwner", "AIDA1"), filter("tag:SSHResourceName", "job-4")))
        .isEmpty();
    assertThat(found(filter("tag-key", "SSHResourceName"))).hasSize(7);
    assertThat(found(filter("InstanceIds", AGENTS.get(1).id()))).isEqualTo(ids(1));
    assertThat(found(filter("IamRole", TestAws.ROLE))).hasSize(7);
    assertThat(found(filter("ResourceType", "ManagedInstance"))).hasSize(7);
    assertThat(found(filter("tag:SSHResourceName", "job"))).as("a part of the value").isEmpty();
  }

  @Test
  void pagesWithoutLossOrRepetition() {
    List<Integer> sizes = new ArrayList<>();
    List<String> all = new ArrayList<>();
    ssm.describeInstanceInformationPaginator(b -> b.maxResults(5))
        .forEach(
            page -> {
              sizes.add(page.instanceInformationList().size());
              page.instanceInformationList().forEach(i -> all.add(i.instanceId()));
            });

    assertThat(sizes).containsExactly(5, 2);
    assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(found());
  }

  @Test
  void checksTheRequest() {
    assertRefused(
        400, "ValidationException", () -> ssm.describeInstanceInformation(b -> b.maxResults(4)));
    assertRefused(
        400, "ValidationException", () -> ssm.describeInstanceInformation(b -> b.maxResults(51)));
    assertRefused(
        400, "InvalidNextToken", () -> ssm.describeInstanceInformation(b -> b.nextToken("x")));
    assertRefused(400, "InvalidFilterKey", () -> found(filter("Colour", "red")));
  }

  @Test
  void tellsWhatTheInstanceToldOfItself() {
    InstanceInformation told =
        ssm.describeInstanceInformation(b -> b.filters(filter("InstanceIds", AGENTS.get(0).id())))
            .instanceInformationList()
            .get(0);

    assertThat(told.pingStatus()).isEqualTo(PingStatus.ONLINE);
    assertThat(told.computerName()).isEqualTo("algo-1");
    assertThat(told.platformTypeAsString()).isEqualTo("Linux");
    assertThat(told.lastPingDateTime()).isAfterOrEqualTo(told.registrationDate().minusSeconds(1));
    assertThat(told.resourceTypeAsString()).isEqualTo("ManagedInstance");
  }

  @Test
  void pingStatusFollowsTheControlChannel() {
    try (TestAgent agent = TestAgent.online(AWS.aws(), directory, "comes-and-goes", "AIDA3")) {
      InstanceInformationStringFilter own = filter("tag:SSHResourceName", "comes-and-goes");
      assertThat(connectionStatus(agent.id())).isEqualTo(ConnectionStatus.CONNECTED);

      AWS.aws().faults().offline(agent.id(), true);
      assertThat(found(own, filter("PingStatus", "Online"))).isEmpty();
      assertThat(found(own, filter("PingStatus", "ConnectionLost"))).hasSize(1);
      assertThat(connectionStatus(agent.id())).isEqualTo(ConnectionStatus.NOTCONNECTED);

      AWS.aws().faults().offline(agent.id(), false);
      await().until(() -> connectionStatus(agent.id()) == ConnectionStatus.CONNECTED);
      assertThat(found(own, filter("PingStatus", "Online"))).hasSize(1);
      ssm.deregisterManagedInstance(b -> b.instanceId(agent.id()));
    }
  }

  private static ConnectionStatus connectionStatus(String id) {
    return ssm.getConnectionStatus(b -> b.target(id)).status();
  }

  @Test
  void changesTags() {
    String id = AGENTS.get(6).id();
    tag(id, tag("colour", "red"), tag("size", "9"));
    tag(id, tag("colour", "blue"));
    ssm.removeTagsFromResource(
        b ->
            b.resourceType(ResourceTypeForTagging.MANAGED_INSTANCE)
                .resourceId(id)
                .tagKeys("size", "absent"));

    assertThat(tags(id)).contains(tag("colour", "blue")).noneMatch(t -> t.key().equals("size"));
    assertThat(found(filter("tag:colour", "blue"))).containsExactly(id);
  }

  @Test
  void refusesTagsThatAreNone() {
    String id = AGENTS.get(5).id();

    assertRefused(400, "ValidationException", () -> tag(id, tag("aws:mine", "x")));
    assertRefused(400, "ValidationException", () -> tag(id, tag("k".repeat(129), "x")));
    assertRefused(400, "ValidationException", () -> tag(id, tag("k", "v".repeat(257))));
    assertRefused(400, "ValidationException", () -> tag(id, tag("k", "a*b")));
    assertRefused(
        400,
        "TooManyTagsError",
        () ->
            tag(
                id,
                IntStream.range(0, 50).mapToObj(i -> tag("more" + i, "x")).toArray(Tag[]::new)));
    assertRefused(400, "InvalidResourceId", () -> tags("mi-00000000000000000"));
    assertRefused(
        400,
        "InvalidResourceType",
        () ->
            ssm.listTagsForResource(
                b -> b.resourceType(ResourceTypeForTagging.DOCUMENT).resourceId("d")));
  }

  @Test
  void anOwnersRightsEndAtTheirTag() {
    String bobsId = "AIDAJQABLZS4A3EXAMPLE";
    try (TestAgent bobs = TestAgent.online(AWS.aws(), directory, "bobs", bobsId)) {
      SsmClient bob = AWS.ssm("bob");

      assertRefused(
              400,
              "AccessDeniedException",
              () -> bob.deregisterManagedInstance(b -> b.instanceId(AGENTS.get(0).id())))
          .hasMessageContaining("ssm:DeregisterManagedInstance")
          .hasMessageContaining("managed-instance/" + AGENTS.get(0).id());
      bob.deregisterManagedInstance(b -> b.instanceId(bobs.id()));
    }
  }

  @Test
  void deregisteredIsForgottenAndItsCredentialsAreWorthless() {
    try (TestAgent agent = TestAgent.online(AWS.aws(), directory, "leaves", "AIDA4")) {
      ssm.deregisterManagedInstance(b -> b.instanceId(agent.id()));

      assertThat(found(filter("tag:SSHResourceName", "leaves"))).isEmpty();
      assertThat(connectionStatus(agent.id())).isEqualTo(ConnectionStatus.NOTCONNECTED);
      assertRefused(
          400,
          "InvalidInstanceId",
          () -> ssm.deregisterManagedInstance(b -> b.instanceId(agent.id())));
      assertRefused(400, "TargetNotConnected", () -> ssm.startSession(b -> b.target(agent.id())));
      assertRefused(400, "AccessDeniedException", agent::ping);
    }
  }
}
