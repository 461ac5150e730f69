package io.sagemakerssh.it;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Who may know whom: the module rules of docs/architecture.md. */
@AnalyzeClasses(packages = "io.sagemakerssh", importOptions = ImportOption.DoNotIncludeTests.class)
class ModuleRulesTest {
  private static final String LAPTOP = "io.sagemakerssh.local..";
  private static final String CONTAINER = "io.sagemakerssh.remote..";
  private static final String LOCAL_AWS = "io.sagemakerssh.it..";
  private static final String WIRE = "io.sagemakerssh.core.session.wire..";
  private static final String CHANNEL = "io.sagemakerssh.core.session.channel..";
  private static final String FORWARD = "io.sagemakerssh.core.session.forward..";
  private static final String ENCRYPTION = "io.sagemakerssh.core.session.encryption..";
  private static final String CLIENT = "io.sagemakerssh.core.session.client..";
  private static final String SERVICE = "io.sagemakerssh.core.session.service..";

  @ArchTest
  static final ArchRule coreKnowsNoProgram =
      noClasses()
          .that()
          .resideInAPackage("io.sagemakerssh.core..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LAPTOP, CONTAINER, LOCAL_AWS, "picocli..", "org.apache.sshd..");

  @ArchTest
  static final ArchRule laptopKnowsNeitherContainerNorLocalAws =
      noClasses()
          .that()
          .resideInAPackage(LAPTOP)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CONTAINER, LOCAL_AWS);

  @ArchTest
  static final ArchRule containerKnowsNeitherLaptopNorLocalAwsNorSageMakerClient =
      noClasses()
          .that()
          .resideInAPackage(CONTAINER)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(LAPTOP, LOCAL_AWS, "software.amazon.awssdk.services.sagemaker..");

  /** Whatever a document's inputs say of output to S3 or CloudWatch. */
  @ArchTest
  static final ArchRule trap40AgentsSessionsAndCommandsCallNeitherS3NorCloudWatch =
      noClasses()
          .that()
          .resideInAPackage("io.sagemakerssh.remote.agent..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "software.amazon.awssdk.services.s3..",
              "software.amazon.awssdk.services.cloudwatch..",
              "software.amazon.awssdk.services.cloudwatchlogs..");

  @ArchTest
  static final ArchRule wireKnowsNoOtherRoom =
      noClasses()
          .that()
          .resideInAPackage(WIRE)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CHANNEL, FORWARD, ENCRYPTION, CLIENT, SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule channelKnowsNeitherForwardingNorRole =
      noClasses()
          .that()
          .resideInAPackage(CHANNEL)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(FORWARD, ENCRYPTION, CLIENT, SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule encryptionKnowsNoChannel =
      noClasses()
          .that()
          .resideInAPackage(ENCRYPTION)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CHANNEL, FORWARD, CLIENT, SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule forwardingKnowsNeitherRole =
      noClasses()
          .that()
          .resideInAPackage(FORWARD)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(CLIENT, SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule clientAndServiceAreStrangers =
      noClasses()
          .that()
          .resideInAPackage(CLIENT)
          .should()
          .dependOnClassesThat()
          .resideInAPackage(SERVICE)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule coreHasNoCycles =
      slices().matching("io.sagemakerssh.core.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule onlyTheEdgesPrintOrExit =
      noClasses()
          .that()
          .resideInAPackage("io.sagemakerssh.core..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .orShould()
          .callMethod(System.class, "exit", int.class);

  @ArchTest
  static final ArchRule wordsThatSayNothingNameNoClass =
      classes()
          .that()
          // The service's own name.
          .doNotHaveSimpleName("SystemsManager")
          .should()
          .haveSimpleNameNotEndingWith("Manager")
          .andShould()
          .haveSimpleNameNotEndingWith("Helper")
          .andShould()
          .haveSimpleNameNotEndingWith("Util")
          .andShould()
          .haveSimpleNameNotEndingWith("Utils")
          .andShould()
          .haveSimpleNameNotEndingWith("Impl");
}
