package io.recruiterbrain.voice.agent.model.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.model.Interviews;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class RoleMatcherTest {
    private static final RoleMatcher MATCHER = new RoleMatcher(QuestionBank.load());

    @ParameterizedTest(name = "{1} is {0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            backend-engineer | Backend engineer | We build services.
            backend-engineer | Senior Java Developer (m/f/d) | You write services with Spring Boot and PostgreSQL.
            backend-engineer | Software Engineer, Payments | Kotlin, Kafka, microservices, REST APIs and PostgreSQL.
            backend-engineer | Software Developer | C#, .NET and RabbitMQ in the server-side team.
            frontend-engineer | React Developer | Build our web client.
            frontend-engineer | Software Engineer | TypeScript, React, CSS, accessibility of our design system.
            data-engineer | Senior Data Pipeline Engineer | Airflow and dbt.
            machine-learning-engineer | ML Engineer | PyTorch.
            machine-learning-engineer | Research Engineer | You train deep learning models with PyTorch and serve them.
            mobile-engineer | iOS Engineer | Our app in Swift.
            mobile-engineer | Senior Android Developer | Jetpack Compose.
            site-reliability-engineer | SRE | Keep it running.
            site-reliability-engineer | Platform Engineer | Kubernetes, Terraform, Prometheus, on-call, SLOs, incident response.
            qa-engineer | Test Automation Engineer | Selenium.
            product-manager | Senior Product Manager, Growth | Own the roadmap.
            product-manager | Product Owner | Backlog and user stories.
            product-designer | UX Designer | Figma and user research.
            engineering-manager | Engineering Manager | Lead a team of eight.
            account-executive | Enterprise Account Executive | Quota and pipeline.
            account-executive | Sales Manager | New customers.
            customer-support-specialist | Customer Service Representative | Answer calls.
            general | Nurse | You care for patients on our ward and enjoy team work.
            general | Head chef | You run our kitchen, write the menu and train the team; the rest you will learn.
            general | Warehouse manager | Hiring, coaching, people management, team leadership and mentoring in our hall.
            general | Accountant | Monthly closing, tax returns and reporting to the board.
            general | Truck driver | You deliver goods. Express parcels go out at night.
            """)
    void aJobFindsItsRole(String role, String title, String description) {
        List<RoleMatch> matches = MATCHER.match(Interviews.job(title, description));
        assertThat(matches.getFirst().role().slug()).as(matches.toString()).isEqualTo(role);
        assertThat(matches.getFirst().reasons()).isNotEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'the rest of the team', rest, false",
        "'We offer REST services', rest, true",
        "'a swift reply', swift, false",
        "'apps in Swift and Kotlin', swift, true",
        "'C# and .NET', c#, true",
        "'C# and .NET', .net, true",
        "'We use Node.js.', node.js, true",
        "'javascript only', java, false",
        "'You know test plans', test plan, true",
        "'A/B testing', a/b testing, true"
    })
    void aSkillIsFoundAsAWordAndNotInsideOne(String text, String skill, boolean found) {
        assertThat(new SkillFinder(text).names(skill)).isEqualTo(found);
    }
}
