package io.sagemakerssh.local.permissions;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** docs/iam.cfn.yaml grants what {@code iam policy} prints. */
class CloudFormationTemplateTest {
  private static final Map<String, String> VALUES =
      Map.of(
          "AWS::Partition", "aws",
          "AWS::Region", "us-east-1",
          "AWS::AccountId", "123456789012",
          "KeysPrefix", "ssh-authorized-keys/",
          "SsmRoleName", "SageMakerSshHelper",
          "SsmRole", "SageMakerSshHelper",
          "SsmRole.Arn", "arn:aws:iam::123456789012:role/SageMakerSshHelper",
          "ExecutionRoleName", "JobRole",
          "LaptopRoleName", "DataScientist",
          "LaptopPolicy", "arn:aws:iam::123456789012:policy/any");

  private CloudFormationTemplate template;

  @BeforeEach
  void read() throws IOException {
    template =
        new CloudFormationTemplate(Files.readString(Path.of("../docs/iam.cfn.yaml")), VALUES);
  }

  @Test
  void theLaptopsPolicy() {
    assertThat(template.part("Resources", "LaptopPolicy", "Properties", "PolicyDocument"))
        .isEqualTo(Policy.of(Identity.LAPTOP, Scopes.DOCUMENTED).document());
  }

  @Test
  void theExecutionRolesPolicy() {
    assertThat(template.part("Resources", "ExecutionPolicy", "Properties", "PolicyDocument"))
        .isEqualTo(Policy.of(Identity.EXECUTION, Scopes.DOCUMENTED).document());
  }

  @Test
  void theSsmRole() {
    assertThat(template.part("Resources", "SsmRole", "Properties", "Policies", 0, "PolicyDocument"))
        .isEqualTo(Policy.of(Identity.SSM, Scopes.DOCUMENTED).document());
    assertThat(template.part("Resources", "SsmRole", "Properties", "AssumeRolePolicyDocument"))
        .isEqualTo(Policy.ssmTrust(Scopes.DOCUMENTED).document());
  }
}
