package io.sagemakerssh.it.e2e;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.iam.IamClient;

/** Roles and policies that a test makes, of the policies that {@code iam policy} prints. */
final class Roles {
  private static final String TRAINING =
      """
      {"Version": "2012-10-17", "Statement": [
        {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::%1$s/*/source/*"},
        {"Effect": "Allow", "Action": "s3:PutObject", "Resource": "arn:aws:s3:::%1$s/*/output/*"},
        {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::%1$s"},
        {"Effect": "Allow", "Action": "logs:*", "Resource": "*"}
      ]}
      """
          .formatted(Cloud.BUCKET);

  private static final String TRUSTS_SAGEMAKER =
      """
      {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
        "Principal": {"Service": "sagemaker.amazonaws.com"}}]}
      """;

  private final Cloud cloud;
  private final IamClient iam;

  Roles(Cloud cloud) {
    this.cloud = cloud;
    this.iam = cloud.configure(IamClient.builder()).build();
  }

  /** What {@code iam policy} prints. */
  String printed(String... options) throws IOException {
    List<String> line = new ArrayList<>(List.of("iam", "policy"));
    line.addAll(List.of(options));
    return cloud.laptop("alice").here(line.toArray(String[]::new)).succeeded().out();
  }

  /** A role that may train, and what the policy allows besides. */
  void makeExecutionRole(String name, String policy) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(TRUSTS_SAGEMAKER));
    iam.putRolePolicy(r -> r.roleName(name).policyName("training").policyDocument(TRAINING));
    iam.putRolePolicy(r -> r.roleName(name).policyName("ssh").policyDocument(policy));
  }

  void makeSsmRole(String name, String trust, String policy) {
    iam.createRole(r -> r.roleName(name).assumeRolePolicyDocument(trust));
    iam.putRolePolicy(r -> r.roleName(name).policyName("ssh").policyDocument(policy));
  }

  /** Gives a role other permissions for SSH. */
  void change(String name, String policy) {
    iam.putRolePolicy(r -> r.roleName(name).policyName("ssh").policyDocument(policy));
  }

  /** A policy without one of its statements. */
  static String without(String sid, String policy) {
    JsonObject document = JsonParser.parseString(policy).getAsJsonObject();
    JsonArray kept = new JsonArray();
    document
        .getAsJsonArray("Statement")
        .forEach(
            statement -> {
              if (!statement.getAsJsonObject().get("Sid").getAsString().equals(sid)) {
                kept.add(statement);
              }
            });
    if (kept.size() == document.getAsJsonArray("Statement").size()) {
      throw new IllegalArgumentException("The policy has no statement " + sid);
    }
    document.add("Statement", kept);
    return document.toString();
  }
}
