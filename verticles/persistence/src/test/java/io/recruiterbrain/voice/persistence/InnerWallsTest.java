package io.recruiterbrain.voice.persistence;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "io.recruiterbrain.voice.persistence", importOptions = ImportOption.DoNotIncludeTests.class)
class InnerWallsTest {
    @ArchTest
    static final ArchRule luceneStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("..vector.lucene..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.lucene..");

    @ArchTest
    static final ArchRule milvusStaysInItsRoom = noClasses()
            .that()
            .resideOutsideOfPackage("..vector.milvus..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.milvus..", "com.google.gson..");

    @ArchTest
    static final ArchRule jdbcIsForMigrationsOnly = noClasses()
            .that()
            .haveSimpleNameNotStartingWith("Migration")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("java.sql..", "javax.sql..", "org.postgresql..", "org.flywaydb..");

    @ArchTest
    static final ArchRule thePortKnowsNoAdapterAndNoDatabase = noClasses()
            .that()
            .resideInAPackage("..persistence.vector")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("..vector.lucene..", "..vector.milvus..", "..postgres..", "..outbox..", "..embedded..");

    @ArchTest
    static final ArchRule noInternalsOfVertx = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("io.vertx.core.impl..", "java.util.logging..");
}
