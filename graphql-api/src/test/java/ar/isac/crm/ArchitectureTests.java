package ar.isac.crm;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;

/** Which room a line belongs in, as rules. */
@AnalyzeClasses(packages = "ar.isac.crm", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTests {

    @Test
    void everyFeatureKeepsToItsApiAndNoTwoDependOnEachOther() {
        ApplicationModules.of(CrmApplication.class).verify();
    }

    @ArchTest
    static final ArchRule understandingKnowsLanguageAndNoShop = noClasses()
            .that()
            .resideInAPackage("ar.isac.crm.understanding..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "org.springframework..", "org.apache.camel..", "com.mongodb..", "ar.isac.crm.customer..");

    @ArchTest
    static final ArchRule theHubKnowsNeitherDatabaseNorGraphQlNorModel = noClasses()
            .that()
            .resideInAnyPackage("ar.isac.crm.hub..", "ar.isac.crm.channel..", "ar.isac.crm.message..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "com.mongodb..",
                    "org.springframework.data..",
                    "graphql..",
                    "org.springframework.graphql..",
                    "ar.isac.crm.understanding..");

    @ArchTest
    static final ArchRule messagesOnTheWireAreFreeOfEverything = noClasses()
            .that()
            .resideInAPackage("ar.isac.crm.message..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("ar.isac.crm.hub..", "ar.isac.crm.channel..", "org.springframework..");

    @ArchTest
    static final ArchRule controllersAskFeaturesAndNotTheDatabase = noClasses()
            .that()
            .areAnnotatedWith(org.springframework.stereotype.Controller.class)
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.springframework.data.mongodb..", "com.mongodb..");

    @ArchTest
    static final ArchRule namesSayWhatAThingIs = noClasses()
            .should()
            .haveSimpleNameEndingWith("Util")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager")
            .orShould()
            .haveSimpleNameEndingWith("Impl");

    @ArchTest
    static final ArchRule nobodyPrints = noClasses()
            .that()
            .resideOutsideOfPackage("..cli..")
            .should()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule theEmbeddedDatabaseIsKnownToItsPackageAlone = classes()
            .that()
            .resideOutsideOfPackage("ar.isac.crm.database..")
            .should()
            .onlyDependOnClassesThat()
            .resideOutsideOfPackage("de.bwaldvogel..");
}
