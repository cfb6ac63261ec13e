package io.recruiterbrain.voice.testkit;

import io.recruiterbrain.voice.contract.interview.Interview;
import io.recruiterbrain.voice.contract.interview.InterviewFilter;
import io.recruiterbrain.voice.contract.interview.InterviewPage;
import io.recruiterbrain.voice.contract.interview.ListInterviews;
import io.recruiterbrain.voice.contract.search.SearchFilter;
import io.recruiterbrain.voice.contract.search.SearchHit;
import io.recruiterbrain.voice.contract.search.SearchResults;
import io.recruiterbrain.voice.contract.search.SearchTurns;
import io.recruiterbrain.voice.contract.turn.Turn;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;

/** Lists and searches what a {@link MemoryStore} holds. */
final class MemorySearch {
    private MemorySearch() {}

    static InterviewPage page(List<Interview> newestFirst, ListInterviews request) {
        List<Interview> rest = newestFirst.stream()
                .filter(interview -> passes(interview, request.filter()))
                .dropWhile(interview -> request.cursor() != null
                        && !interview.interviewId().toString().equals(request.cursor()))
                .skip(request.cursor() == null ? 0 : 1)
                .limit(request.limit() + 1L)
                .toList();
        List<Interview> page = rest.subList(0, Math.min(rest.size(), request.limit()));
        return new InterviewPage(
                page,
                rest.size() > request.limit() ? page.getLast().interviewId().toString() : null);
    }

    /** By the share of the query's words that a turn holds. */
    static SearchResults search(Collection<StoredInterview> interviews, SearchTurns request) {
        Set<String> wanted = words(request.query());
        List<SearchHit> hits = interviews.stream()
                .filter(stored -> passes(stored, request.filter()))
                .flatMap(stored -> hits(stored, request.filter(), wanted))
                .sorted(Comparator.comparingDouble(SearchHit::score).reversed())
                .limit(request.limit())
                .toList();
        return new SearchResults(hits, 0);
    }

    private static Stream<SearchHit> hits(StoredInterview stored, SearchFilter filter, Set<String> wanted) {
        List<Turn> turns = List.copyOf(stored.turns.values());
        return turns.stream()
                .filter(turn -> filter.speaker() == null || filter.speaker() == turn.speaker())
                .filter(turn -> filter.from() == null || !turn.startedAt().isBefore(filter.from()))
                .filter(turn -> filter.to() == null || turn.startedAt().isBefore(filter.to()))
                .map(turn -> hit(stored, turns, turn, wanted))
                .filter(hit -> hit.score() > 0);
    }

    private static SearchHit hit(StoredInterview stored, List<Turn> turns, Turn turn, Set<String> wanted) {
        Set<String> said = words(turn.text());
        double score = (double) wanted.stream().filter(said::contains).count() / wanted.size();
        String question = turns.stream()
                .filter(other -> other.questionNo() != null
                        && other.questionNo().equals(turn.questionNo())
                        && other.turnNo() < turn.turnNo())
                .map(Turn::text)
                .findFirst()
                .orElse(null);
        List<Turn> context = turns.stream()
                .filter(other -> Math.abs(other.turnNo() - turn.turnNo()) == 1)
                .toList();
        return new SearchHit(
                score,
                stored.order.interviewId(),
                stored.order.candidate().name(),
                stored.order.job().title(),
                turn,
                question,
                context);
    }

    private static boolean passes(Interview interview, InterviewFilter filter) {
        return (filter.states().isEmpty() || filter.states().contains(interview.state()))
                && (filter.jobId() == null
                        || filter.jobId().equals(interview.job().jobId()))
                && (filter.candidateId() == null
                        || filter.candidateId().equals(interview.candidate().candidateId()))
                && (filter.createdFrom() == null || !interview.createdAt().isBefore(filter.createdFrom()))
                && (filter.createdTo() == null || interview.createdAt().isBefore(filter.createdTo()));
    }

    private static boolean passes(StoredInterview stored, SearchFilter filter) {
        return (filter.interviewId() == null || filter.interviewId().equals(stored.order.interviewId()))
                && (filter.jobId() == null
                        || filter.jobId().equals(stored.order.job().jobId()))
                && (filter.candidateId() == null
                        || filter.candidateId().equals(stored.order.candidate().candidateId()));
    }

    private static Set<String> words(String text) {
        return Set.copyOf(Arrays.asList(text.toLowerCase(Locale.ROOT).split("\\W+")));
    }
}
