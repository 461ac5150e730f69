package io.sagemakerssh.it.localaws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrustPolicyTest {
  private static final Account ACCOUNT = new Account("123456789012", "us-east-1");

  private static Set<String> trusted(String statement) {
    return TrustPolicy.trusted(("{'Statement':" + statement + "}").replace('\'', '"'), ACCOUNT);
  }

  @Test
  void servicesAndArnsAreTrusted() {
    assertThat(
            trusted(
                "[{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':"
                    + "['ssm.amazonaws.com','sagemaker.amazonaws.com']}},"
                    + "{'Effect':'Allow','Action':['sts:AssumeRole'],'Principal':{'AWS':'arn:x'}}]"))
        .containsExactlyInAnyOrder("ssm.amazonaws.com", "sagemaker.amazonaws.com", "arn:x");
  }

  @Test
  void aConditionOnTheAccountHoldsForItsOwn() {
    String statement =
        "{'Effect':'Allow','Action':'sts:AssumeRole','Principal':{'Service':'ssm.amazonaws.com'},"
            + "'Condition':{'StringEquals':{'aws:SourceAccount':'%s'}}}";

    assertThat(trusted(statement.formatted("123456789012"))).containsExactly("ssm.amazonaws.com");
    assertThat(trusted(statement.formatted("999999999999"))).isEmpty();
  }

  @Test
  void itsDocumentIsReadBackAlike() {
    Set<String> trusted = Set.of("ssm.amazonaws.com", "arn:aws:iam::1:user/alice");

    assertThat(TrustPolicy.trusted(TrustPolicy.document(trusted), ACCOUNT)).isEqualTo(trusted);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "7",
        "{'Effect':'Deny','Action':'sts:AssumeRole','Principal':{'AWS':'a'}}",
        "{'Effect':'Allow','Action':'sts:Other','Principal':{'AWS':'a'}}",
        "{'Effect':'Allow','Action':'sts:AssumeRole','Resource':'*'}"
      })
  void anythingElseIsRefused(String statement) {
    assertThatThrownBy(() -> trusted(statement)).isInstanceOf(IllegalArgumentException.class);
  }
}
