package io.recruiterbrain.voice.embedding;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class RulesTest {
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.recruiterbrain.voice.embedding");

    @Test
    void onlyTheAdapterKnowsItsVendors() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..embedding.e5..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl..", "..embedding.e5..")
                .because("a second model is a second adapter of Embedder")
                .check(CLASSES);
    }

    @Test
    void modelAndQueueDoNotKnowTheBus() {
        noClasses()
                .that()
                .doNotHaveSimpleName("EmbeddingVerticle")
                .and()
                .areNotMemberClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.vertx..").and(not(resideInAPackage("io.vertx.core.json.."))))
                .because("they are tested without it; reading JSON needs no bus")
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.langchain4j..", "java.util.logging..", "io.vertx.core.impl..")
                .because("of that jar only the model files are used")
                .check(CLASSES);
    }
}
