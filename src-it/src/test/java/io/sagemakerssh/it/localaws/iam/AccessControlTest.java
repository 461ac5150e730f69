package io.sagemakerssh.it.localaws.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.sagemakerssh.it.localaws.auth.Caller;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AccessControlTest {
  private static final String ALICE = "arn:aws:iam::1:user/alice";
  private static final String INSTANCE = "arn:aws:ssm:us-east-1:1:managed-instance/mi-1";
  private static final Caller CALLER = new Caller("AK", "1", ALICE, ALICE, "AIDA1", "alice");

  private final AccessControl accessControl = new AccessControl();

  private void attach(String name, String statement) {
    accessControl.attach(
        ALICE, name, Policy.parse(("{'Statement':[" + statement + "]}").replace('\'', '"')));
  }

  private boolean allows(String action, String resource, RequestContext context) {
    return accessControl.allows(CALLER, action, resource, context);
  }

  @Test
  void nothingIsAllowedWithoutAPolicy() {
    assertThatThrownBy(() -> accessControl.demand(CALLER, "ssm:StartSession", INSTANCE))
        .isInstanceOf(AccessDenied.class)
        .hasMessage(
            "User: %s is not authorized to perform: ssm:StartSession on resource: %s because no"
                + " identity-based policy allows the ssm:StartSession action",
            ALICE, INSTANCE);
  }

  @Test
  void anExplicitDenyWins() {
    attach("allow", "{'Effect':'Allow','Action':'*','Resource':'*'}");
    attach("deny", "{'Effect':'Deny','Action':'ssm:Start*','Resource':'*'}");

    assertThatThrownBy(() -> accessControl.demand(CALLER, "ssm:StartSession", INSTANCE))
        .hasMessageEndingWith("with an explicit deny in an identity-based policy");
    assertThatCode(() -> accessControl.demand(CALLER, "ssm:SendCommand", INSTANCE))
        .doesNotThrowAnyException();

    accessControl.detach(ALICE, "deny");

    assertThat(allows("ssm:StartSession", INSTANCE, RequestContext.EMPTY)).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "SSM:startsession, arn:aws:ssm:us-east-1:1:managed-instance/mi-1, true",
    "ssm:StartSession, arn:aws:ssm:us-east-1:1:managed-instance/mi-12, true",
    "ssm:StartSession, arn:aws:ssm:us-east-1:1:document/x, false",
    "ssm:StopSession,  arn:aws:ssm:us-east-1:1:managed-instance/mi-1, false",
    "xssm:StartSession, arn:aws:ssm:us-east-1:1:managed-instance/mi-1, false"
  })
  void globs(String action, String resource, boolean allowed) {
    attach(
        "p",
        "{'Effect':'Allow','Action':['ssm:Start*'],'Resource':'arn:aws:ssm:*:1:managed-instance/mi-?*'}");

    assertThat(allows(action, resource, RequestContext.EMPTY)).isEqualTo(allowed);
  }

  @Test
  void notActionAndNotResource() {
    attach("p", "{'Effect':'Allow','NotAction':'iam:*','NotResource':'arn:secret'}");

    assertThat(allows("ssm:X", "arn:open", RequestContext.EMPTY)).isTrue();
    assertThat(allows("iam:X", "arn:open", RequestContext.EMPTY)).isFalse();
    assertThat(allows("ssm:X", "arn:secret", RequestContext.EMPTY)).isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "StringEquals, ${aws:userid}, AIDA1, true",
    "StringEquals, ${aws:userid}, AIDA2, false",
    "StringEquals, ${aws:username}, alice, true",
    "StringEquals, ${aws:nonsense}, '', false",
    "StringEquals, AIDA1, , false",
    "StringEqualsIfExists, other, , true",
    "StringEqualsIfExists, other, AIDA1, false",
    "StringNotEquals, AIDA2, AIDA1, true",
    "StringNotEquals, AIDA2, , true",
    "StringLike, AIDA*, AIDA1, true",
    "StringLike, '*', , false",
    "StringNotLike, AIDA*, AIDA1, false",
    "StringEqualsIgnoreCase, aida1, AIDA1, true",
    "ForAnyValue:StringEquals, AIDA1, AIDA1, true",
    "ForAllValues:StringEquals, AIDA1, , true",
    "Null, true, , true",
    "Null, false, x, true",
    "Null, true, x, false"
  })
  void conditions(String operator, String wanted, String owner, boolean allowed) {
    attach(
        "p",
        "{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'%s':{'ssm:resourceTag/SSHOwner':'%s'}}}"
            .formatted(operator, wanted));
    RequestContext context =
        owner == null
            ? RequestContext.EMPTY
            : RequestContext.EMPTY.withTags("ssm:ResourceTag", Map.of("SSHOwner", owner));

    assertThat(allows("ssm:StartSession", INSTANCE, context)).isEqualTo(allowed);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{",
        "{}",
        "{'Statement':1}",
        "{'Statement':[{'Effect':'Maybe','Action':'*','Resource':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Resource':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Action':'*','NotAction':'*','Resource':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Principal':'*'}]}",
        "{'Statement':[{'Effect':'Allow','Action':'*','Resource':'*','Condition':{'Odd':{'a':'b'}}}]}"
      })
  void whatIsNoPolicyIsRefused(String json) {
    assertThatThrownBy(() -> Policy.parse(json.replace('\'', '"')))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
