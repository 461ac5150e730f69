package io.sagemakerssh.local.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import io.sagemakerssh.core.key.KeysPath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.regions.Region;

class PolicyTest {
  private static final Pattern JSON_BLOCK = Pattern.compile("```json\n(.*?)\n```", Pattern.DOTALL);

  @Test
  void thePageShowsExactlyThesePolicies() throws IOException {
    String page = Files.readString(Path.of("../docs/iam.md"));

    List<String> shown =
        JSON_BLOCK.matcher(page).results().map((MatchResult block) -> block.group(1)).toList();

    assertThat(shown)
        .containsExactly(
            Policy.of(Identity.LAPTOP, Scopes.DOCUMENTED).text(),
            Policy.of(Identity.EXECUTION, Scopes.DOCUMENTED).text(),
            Policy.of(Identity.SSM, Scopes.DOCUMENTED).text(),
            Policy.ssmTrust(Scopes.DOCUMENTED).text());
  }

  @Test
  void thePageExplainsEveryStatementOfTheLaptops() throws IOException {
    String page = Files.readString(Path.of("../docs/iam.md"));

    assertThat(Policy.of(Identity.LAPTOP, Scopes.DOCUMENTED).statements())
        .allSatisfy(statement -> assertThat(page).contains("`" + statement.sid() + "`"));
  }

  @ParameterizedTest
  @EnumSource
  void everyPlaceIsFilledAndIamsVariablesStay(Identity identity) {
    PolicyScope elsewhere =
        new PolicyScope(
            "aws-cn", "cn-north-1", "999999999999", KeysPath.parse("s3://mine/keys"), "path/Role");

    String text = Policy.of(identity, elsewhere).text();

    assertThat(text.replace("${aws:userid}", ""))
        .doesNotContain("{p", "{r", "{a", "{b", "{s")
        .doesNotContain("arn:aws:", "us-east-1", "123456789012");
  }

  @ParameterizedTest
  @CsvSource({"us-east-1, aws", "cn-north-1, aws-cn", "moon-east-1, aws"})
  void aRegionThatTheSdkDoesNotKnowIsInAPartitionToo(String region, String partition) {
    KeysPath keys = KeysPath.parse("s3://mine/keys/");

    assertThat(PolicyScope.of(Region.of(region), "1", keys, "Role").partition())
        .isEqualTo(partition);
  }

  @Test
  void keysTravelThroughTheChosenPlaceOnly() {
    PolicyScope scope =
        new PolicyScope(
            "aws", "us-east-1", "1", KeysPath.parse("s3://mine/keys/"), "SageMakerSshHelper");

    assertThat(Policy.of(Identity.LAPTOP, scope).statements())
        .filteredOn(statement -> statement.actions().contains("s3:PutObject"))
        .flatExtracting(Statement::resources)
        .containsOnly("arn:aws:s3:::mine/keys/*");
  }

  @Test
  void whatReachesAContainerIsBoundToItsOwner() {
    List<Statement> reaching =
        Policy.of(Identity.LAPTOP, Scopes.DOCUMENTED).statements().stream()
            .filter(
                s -> s.resources().stream().anyMatch(arn -> arn.endsWith(":managed-instance/*")))
            .filter(s -> !s.sid().equals("SeeContainers"))
            .toList();

    assertThat(reaching)
        .hasSize(2)
        .allSatisfy(
            statement ->
                assertThat(statement.conditions())
                    .containsExactly(
                        new Statement.ConditionKey("ssm:resourceTag/SSHOwner", "${aws:userid}")));
  }
}
