package io.recruiterbrain.voice.launcher;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Walls that Maven cannot see, for the whole program. */
@AnalyzeClasses(packages = "io.recruiterbrain.voice", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PURE_PACKAGES_KNOW_NO_VERTX_AND_NO_CLOCK = noClasses()
            .that()
            .resideInAnyPackage("..agent.turn..", "..agent.plan..", "..agent.evaluation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx..", "..agent.conversation..", "..agent.room..", "..agent.speech..")
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(java.time.Clock.class)
            .orShould()
            .callMethod(java.time.Instant.class, "now")
            .orShould()
            .callMethod(System.class, "nanoTime")
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    @ArchTest
    static final ArchRule THE_CONVERSATION_KNOWS_PORTS_ONLY = noClasses()
            .that()
            .resideInAPackage("..agent.conversation..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "..room.webrtc..",
                    "..room.direct..",
                    "..speech.sphinx..",
                    "..speech.freetts..",
                    "..speech.webrtcvad..",
                    "..model.rules..",
                    "dev.onvoid..");

    @ArchTest
    static final ArchRule ONLY_PERSISTENCE_KNOWS_SQL_AND_LUCENE = noClasses()
            .that()
            .resideOutsideOfPackages("..voice.persistence..", "..voice.testkit.server..", "..voice.testkit.chaos..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "io.vertx.sqlclient..", "io.vertx.pgclient..", "org.apache.lucene..");

    @ArchTest
    static final ArchRule NOBODY_USES_VERTX_INTERNALS = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.impl..", "io.vertx.core.internal..");

    @ArchTest
    static final ArchRule LOGS_GO_THROUGH_SLF4J = noClasses()
            .that()
            .resideOutsideOfPackage("..agent.speech.freetts..")
            .and()
            .resideOutsideOfPackage("..agent.speech.sphinx..")
            .and()
            .resideOutsideOfPackage("..testkit.vendor.deepgram..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.util.logging..");
}
