package io.recruiterbrain.voice.http;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

/** Walls inside the module. */
@AnalyzeClasses(packages = "io.recruiterbrain.voice.http", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule PACKAGES_FORM_NO_CYCLE =
            slices().matching("io.recruiterbrain.voice.http.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule NOBODY_REACHES_INTO_VERTX =
            noClasses().should().dependOnClassesThat().resideInAnyPackage("io.vertx..impl..", "io.vertx..internal..");

    @ArchTest
    static final ArchRule TIME_COMES_FROM_THE_CLOCK = noClasses().should().callMethod(java.time.Instant.class, "now");
}
