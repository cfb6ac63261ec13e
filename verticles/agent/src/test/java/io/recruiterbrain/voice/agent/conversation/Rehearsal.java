package io.recruiterbrain.voice.agent.conversation;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.recruiterbrain.voice.agent.plan.Arrival;
import io.recruiterbrain.voice.agent.plan.EndReason;
import io.recruiterbrain.voice.agent.plan.PlanConfig;
import io.recruiterbrain.voice.agent.room.AudioFrame;
import io.recruiterbrain.voice.agent.turn.TurnConfig;
import io.recruiterbrain.voice.contract.agent.AgentState;
import io.recruiterbrain.voice.contract.agent.LiveUpdate;
import io.recruiterbrain.voice.contract.interview.CandidateData;
import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewSettings;
import io.recruiterbrain.voice.contract.interview.InterviewState;
import io.recruiterbrain.voice.contract.interview.JobDescriptionData;
import io.recruiterbrain.voice.contract.interview.PlannedQuestion;
import io.recruiterbrain.voice.contract.turn.Speaker;
import io.recruiterbrain.voice.contract.turn.Turn;
import io.recruiterbrain.voice.contract.turn.TurnKind;
import io.vertx.core.Future;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A conversation on virtual time with a scripted candidate. */
final class Rehearsal implements Stage, TurnLog {
    static final UUID ID = UUID.fromString("00000000-0000-0000-0000-000000000001");
    private static final Duration FRAME = Duration.ofMillis(50);

    final VirtualScheduler time = new VirtualScheduler();
    final FakeOutput output = new FakeOutput(time);
    final FakeVoice voice = new FakeVoice(time);
    final FakeEars ears = new FakeEars(time);
    final FakeInterviewer model = new FakeInterviewer(time);
    final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    final List<Turn> turns = new ArrayList<>();
    final List<LiveUpdate> shown = new ArrayList<>();
    final List<InterviewState> states = new ArrayList<>();
    private final List<Instant> heardFromCandidate = new ArrayList<>();
    final Conversation conversation;
    final Instant openedAt;

    @Nullable
    EndReason end;

    @Nullable
    Instant endedAt;

    Rehearsal() {
        this(3, Duration.ofMinutes(12), List.of());
    }

    Rehearsal(int questions, Duration limit, List<Turn> before) {
        this(questions, limit, before, Arrival.JOINED);
    }

    Rehearsal(int questions, Duration limit, List<Turn> before, Arrival arrival) {
        turns.addAll(before);
        openedAt = time.now();
        conversation = new Conversation(
                interview(questions, limit),
                before,
                arrival,
                new Conversation.Parts(ears, voice, new FakeVoiceActivity(), model, output, this, this, time, meters),
                TurnConfig.defaults(),
                PlanConfig.defaults(),
                ConversationConfig.defaults());
    }

    static List<PlannedQuestion> questions(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(no -> new PlannedQuestion(
                        no,
                        "q" + no,
                        "What did you do in your project number " + no + " last year?",
                        "competence " + no,
                        no % 2 == 0 ? PlannedQuestion.Kind.TECHNICAL : PlannedQuestion.Kind.BEHAVIOURAL,
                        Duration.ofMinutes(2),
                        List.of(
                                "Which part of project " + no + " was the hardest one for you and why?",
                                "Who helped you most with project " + no + " in those days and how?",
                                "What came after project " + no + " for you and for your team?"),
                        List.of("1", "2", "3", "4", "5"),
                        List.of()))
                .toList();
    }

    static Interview interview(int questions, Duration limit) {
        Instant now = Instant.parse("2026-11-23T09:00:00Z");
        return new Interview(
                ID,
                InterviewState.WAITING,
                new CandidateData(null, "Ada", null, null),
                new JobDescriptionData(null, "Backend engineer", null, "We build with Java and Kafka."),
                new InterviewSettings(questions, limit, List.of()),
                questions(questions),
                "interview-" + ID,
                null,
                null,
                null,
                now,
                now.plusSeconds(86_400),
                null,
                null,
                null,
                0,
                0,
                false,
                null);
    }

    Rehearsal connect() {
        output.connected(true);
        conversation.voiceConnected();
        return this;
    }

    void disconnect() {
        output.connected(false);
        conversation.voiceLost();
    }

    Rehearsal pass(Duration duration) {
        time.pass(duration);
        return this;
    }

    Rehearsal seconds(double seconds) {
        return pass(Duration.ofMillis(Math.round(seconds * 1000)));
    }

    /** The candidate speaks, a word in 300 ms, and is quiet for 0.3 s. */
    Rehearsal say(String text) {
        utter(text);
        return quiet(0.3);
    }

    /** The candidate speaks and does not pause. */
    Rehearsal utter(String text) {
        String[] words = text.split(" ");
        ears.script.addAll(List.of(words));
        feed((short) 1000, Duration.ofMillis(300L * words.length));
        return this;
    }

    /** Sound that holds no words. */
    Rehearsal noise(double seconds) {
        ears.script.clear();
        feed((short) 1000, Duration.ofMillis(Math.round(seconds * 1000)));
        return quiet(0.3);
    }

    Rehearsal quiet(double seconds) {
        feed((short) 0, Duration.ofMillis(Math.round(seconds * 1000)));
        return this;
    }

    /** Lets time pass until the agent awaits an answer. */
    Rehearsal untilAsked() {
        for (int i = 0; i < 6000 && !isListening() && end == null; i++) {
            pass(Duration.ofMillis(50));
        }
        return this;
    }

    /** Lets time pass until the agent is heard. */
    Rehearsal untilSpeaking() {
        for (int i = 0; i < 600 && !isIn(AgentState.SPEAKING); i++) {
            pass(Duration.ofMillis(50));
        }
        return this;
    }

    Rehearsal untilEnded() {
        for (int i = 0; i < 3600 && end == null; i++) {
            pass(Duration.ofSeconds(1));
        }
        return this;
    }

    /** The agent asked, the candidate has the floor. */
    boolean isListening() {
        return isIn(AgentState.LISTENING);
    }

    private boolean isIn(AgentState state) {
        return last(LiveUpdate.AgentStateChanged.class)
                .map(changed -> changed.state() == state)
                .orElse(false);
    }

    <U extends LiveUpdate> Optional<U> last(Class<U> type) {
        return shown.stream().filter(type::isInstance).map(type::cast).reduce((one, next) -> next);
    }

    List<String> finalCaptions(Speaker speaker) {
        return shown.stream()
                .filter(LiveUpdate.Caption.class::isInstance)
                .map(LiveUpdate.Caption.class::cast)
                .filter(caption -> caption.isFinal() && caption.speaker() == speaker)
                .map(LiveUpdate.Caption::text)
                .toList();
    }

    List<TurnKind> kinds() {
        return turns.stream().map(Turn::kind).toList();
    }

    Turn lastTurn() {
        return turns.get(turns.size() - 1);
    }

    Turn lastAgentTurn() {
        return turns.stream()
                .filter(turn -> turn.speaker() == Speaker.AGENT)
                .reduce((one, next) -> next)
                .orElseThrow();
    }

    /** Agent's turns that were cut although the candidate neither spoke nor typed nor was away. */
    long cutWithoutReason() {
        return turns.stream()
                .filter(turn -> turn.speaker() == Speaker.AGENT && turn.interrupted())
                .filter(turn -> heardFromCandidate.stream()
                        .noneMatch(at -> at.isAfter(turn.startedAt().minusSeconds(5)) && !at.isAfter(turn.endedAt())))
                .count();
    }

    List<Turn> of(TurnKind kind) {
        return turns.stream().filter(turn -> turn.kind() == kind).toList();
    }

    private void feed(short sample, Duration length) {
        for (Duration fed = Duration.ZERO; fed.compareTo(length) < 0; fed = fed.plus(FRAME)) {
            pass(FRAME);
            short[] samples = new short[(int) (16 * FRAME.toMillis())];
            samples[0] = sample;
            if (sample != 0) {
                heardFromCandidate.add(time.now());
            }
            conversation.audio(new AudioFrame(samples, AudioFrame.SPEECH_RATE));
        }
    }

    @Override
    public void show(LiveUpdate update) {
        shown.add(update);
    }

    @Override
    public void moved(InterviewState state) {
        states.add(state);
    }

    @Override
    public void ended(EndReason reason) {
        end = reason;
        endedAt = time.now();
    }

    @Override
    public void append(Turn turn) {
        turns.add(turn);
    }

    @Override
    public Future<Void> durable() {
        return Future.succeededFuture();
    }

    @Override
    public Future<Void> flushed() {
        return Future.succeededFuture();
    }
}
