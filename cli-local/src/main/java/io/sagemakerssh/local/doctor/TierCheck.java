package io.sagemakerssh.local.doctor;

import io.sagemakerssh.core.aws.AwsCall;
import io.sagemakerssh.core.diagnosis.Check;
import io.sagemakerssh.core.diagnosis.Finding;
import io.sagemakerssh.core.error.ExitCode;
import io.sagemakerssh.core.error.UserError;
import java.util.Set;

/** Whether the account has the tier of managed instances that Session Manager reaches. */
record TierCheck(Case of) implements Check {
  static final String NAME = "tier";

  private static final String SETTING = "/ssm/managed-instance/activation-tier";

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Set<String> needs() {
    return Set.of(IdentityCheck.NAME);
  }

  @Override
  public Finding look() {
    try {
      String tier =
          new AwsCall("read the tier", "ssm:GetServiceSetting", "*")
              .make(() -> of.aws().ssm().getServiceSetting(r -> r.settingId(SETTING)))
              .serviceSetting()
              .settingValue();
      return tier.equals("advanced") ? Finding.ok(tier) : standard();
    } catch (UserError denied) {
      return Denials.unknown(denied);
    }
  }

  private Finding standard() {
    return Finding.fail(
        "the account has the standard tier in "
            + of.aws().region().id()
            + ", which Session"
            + " Manager does not reach",
        "Turn the advanced tier on (it has a price): aws ssm update-service-setting --setting-id "
            + SETTING
            + " --setting-value advanced --region "
            + of.aws().region().id(),
        ExitCode.ADVANCED_TIER_REQUIRED);
  }
}
