package io.recruiterbrain.voice.agent.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;

/** A thousand candidates of every temper, each with an interview of their own, in virtual time. */
class RandomInterviewsTest {
    @Property(tries = 1000, shrinking = ShrinkingMode.OFF)
    void everyInterviewEndsInTimeAndKeepsItsManners(@ForAll long seed) {
        // Given
        Random random = new Random(seed);
        int questions = 1 + random.nextInt(6);
        Duration limit = Duration.ofSeconds(60 + random.nextInt(600));
        Rehearsal rehearsal = new Rehearsal(questions, limit, List.of());
        rehearsal.model.followsUp = random.nextInt(4) > 0;
        rehearsal.model.readingTime = Duration.ofMillis(random.nextInt(1500));
        rehearsal.ears.finalDelay = Duration.ofMillis(50 + random.nextInt(3000));
        rehearsal.ears.interims = random.nextBoolean();
        Temper temper = Temper.values()[random.nextInt(Temper.values().length)];
        boolean typing = random.nextInt(6) == 0;

        // When
        Duration away = perform(rehearsal, random, temper, typing, limit);

        // Then
        String story = story(rehearsal, seed);
        assertThat(rehearsal.end).as(story).isNotNull();
        assertThat(Duration.between(rehearsal.openedAt, rehearsal.endedAt).minus(away))
                .as(story)
                .isLessThanOrEqualTo(limit);
        assertThat(rehearsal.turns)
                .as(story)
                .extracting(Turn::turnNo)
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, rehearsal.turns.size()).boxed().toList());
        List<String> questionTexts = new ArrayList<>();
        rehearsal.of(TurnKind.QUESTION).stream()
                .filter(turn -> !turn.interrupted())
                .forEach(turn -> questionTexts.add(turn.text()));
        assertThat(questionTexts).as(story).doesNotHaveDuplicates();
        assertThat(rehearsal.of(TurnKind.QUESTION))
                .as(story)
                .extracting(Turn::questionNo)
                .doesNotHaveDuplicates()
                .isSorted();
        rehearsal.of(TurnKind.FOLLOW_UP).stream()
                .collect(Collectors.groupingBy(Turn::questionNo, Collectors.counting()))
                .forEach((question, count) -> assertThat(count).as(story).isLessThanOrEqualTo(2));
        assertThat(saidInFull(rehearsal)).as(story).doesNotHaveDuplicates();
        rehearsal
                .of(TurnKind.SKIP)
                .forEach(skip -> assertThat(rehearsal.turns.stream()
                                .filter(turn -> turn.turnNo() > skip.turnNo() && turn.speaker() == Speaker.AGENT)
                                .filter(turn -> turn.kind() != TurnKind.CLOSING))
                        .as(story)
                        .allMatch(turn -> turn.questionNo() == null || turn.questionNo() > skip.questionNo()));
        if (rehearsal.end != EndReason.CANDIDATE_LEFT && temper != Temper.VANISHING) {
            assertThat(rehearsal.lastAgentTurn().kind()).as(story).isEqualTo(TurnKind.CLOSING);
            assertThat(rehearsal.of(TurnKind.CLOSING)).as(story).noneMatch(Turn::interrupted);
            assertThat(rehearsal.cutWithoutReason()).as(story).isZero();
        }
    }

    private enum Temper {
        FAST,
        SLOW,
        SILENT,
        TALKATIVE,
        INTERRUPTING,
        ASKING,
        REFUSING,
        NOISY,
        VANISHING,
        STOPPING
    }

    private static Duration perform(Rehearsal rehearsal, Random random, Temper temper, boolean typing, Duration limit) {
        Duration away = Duration.ZERO;
        if (typing) {
            rehearsal.conversation.pageOpened(null);
            rehearsal.conversation.textMode();
        } else {
            rehearsal.connect();
        }
        for (int step = 0; step < 4000 && rehearsal.end == null; step++) {
            if (temper == Temper.VANISHING && !typing && random.nextInt(8) == 0) {
                Duration gone = Duration.ofSeconds(random.nextInt(random.nextInt(5) == 0 ? 200 : 60));
                var from = rehearsal.time.now();
                rehearsal.disconnect();
                rehearsal.pass(gone);
                if (rehearsal.end == null) {
                    rehearsal.connect();
                    away = away.plus(Duration.between(from, rehearsal.time.now()));
                } else {
                    away = away.plus(Duration.between(from, rehearsal.endedAt));
                }
                continue;
            }
            boolean waits = (temper != Temper.INTERRUPTING && temper != Temper.NOISY) || random.nextInt(3) == 0;
            if (waits) {
                rehearsal.untilAsked();
            } else {
                rehearsal.seconds(random.nextDouble() * 4);
            }
            if (rehearsal.end == null) {
                act(rehearsal, random, temper, typing);
            }
        }
        assertThat(Duration.between(rehearsal.openedAt, rehearsal.time.now())).isLessThan(limit.plusHours(3));
        return away;
    }

    private static void act(Rehearsal rehearsal, Random random, Temper temper, boolean typing) {
        switch (temper) {
            case SILENT -> rehearsal.seconds(1 + random.nextInt(40));
            case NOISY -> {
                if (typing) {
                    rehearsal.conversation.typing();
                    rehearsal.seconds(3);
                } else {
                    rehearsal.noise(0.1 + random.nextDouble() * 3);
                }
            }
            case REFUSING ->
                answer(rehearsal, random.nextBoolean() ? "skip this" : "i do not know that at all", typing);
            case ASKING ->
                answer(
                        rehearsal,
                        List.of("please repeat that", "are you human", "give me a moment please", words(random, 8))
                                .get(random.nextInt(4)),
                        typing);
            case STOPPING ->
                answer(rehearsal, random.nextInt(4) == 0 ? "i want to stop now" : words(random, 12), typing);
            case FAST -> answer(rehearsal, words(random, 1 + random.nextInt(6)), typing);
            case SLOW -> {
                for (int part = random.nextInt(4); part >= 0; part--) {
                    answer(rehearsal, words(random, 5) + (part > 0 ? " and then" : ""), typing);
                    rehearsal.seconds(random.nextDouble() * 3.5);
                }
            }
            case TALKATIVE -> answer(rehearsal, words(random, 20 + random.nextInt(300)), typing);
            case INTERRUPTING, VANISHING -> answer(rehearsal, words(random, 1 + random.nextInt(10)), typing);
        }
        rehearsal.seconds(random.nextDouble() * 2);
    }

    private static void answer(Rehearsal rehearsal, String text, boolean typing) {
        if (rehearsal.end != null) {
            return;
        }
        if (typing) {
            rehearsal.conversation.typing();
            rehearsal.seconds(2);
            rehearsal.conversation.typed(text);
        } else {
            rehearsal.say(text);
        }
    }

    private static String words(Random random, int count) {
        List<String> some = List.of(
                "we", "built", "kafka", "service", "okay", "team", "and", "measured", "right", "it", "fast", "later");
        return IntStream.range(0, count)
                .mapToObj(i -> some.get(random.nextInt(some.size())))
                .collect(Collectors.joining(" "));
    }

    private static List<String> saidInFull(Rehearsal rehearsal) {
        return rehearsal.turns.stream()
                .filter(turn -> turn.speaker() == Speaker.AGENT && !turn.interrupted())
                .map(Turn::text)
                .toList();
    }

    private static String story(Rehearsal rehearsal, long seed) {
        return "seed " + seed + "\n"
                + rehearsal.turns.stream()
                        .map(turn -> Duration.between(rehearsal.openedAt, turn.startedAt())
                                                .toMillis()
                                        / 1000.0 + " - "
                                + Duration.between(rehearsal.openedAt, turn.endedAt())
                                                .toMillis()
                                        / 1000.0 + " " + turn.turnNo() + " "
                                + turn.kind() + " " + turn.questionNo() + (turn.interrupted() ? " (cut) " : " ")
                                + turn.text())
                        .collect(Collectors.joining("\n"))
                + "\n" + rehearsal.end;
    }
}
