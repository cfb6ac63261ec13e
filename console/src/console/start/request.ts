import type { OwnQuestion, StartRequest } from '../../api/types';

/** The order as the form says; empty fields are left out. */
export function startRequest(form: FormData): StartRequest {
  const text = (name: string) => form.get(name)?.toString().trim() || undefined;
  const number = (name: string) => (text(name) === undefined ? undefined : Number(text(name)));
  const questions = ownQuestions(form);
  return {
    candidate: {
      name: text('candidate.name') ?? '',
      email: text('candidate.email'),
      candidate_id: text('candidate.candidate_id'),
      resume: text('candidate.resume'),
    },
    job: {
      title: text('job.title') ?? '',
      company: text('job.company'),
      job_id: text('job.job_id'),
      description: text('job.description') ?? '',
    },
    question_count: number('question_count'),
    minutes: number('minutes'),
    link_expires_in_hours: number('link_expires_in_hours'),
    questions: questions.length > 0 ? questions : undefined,
  };
}

function ownQuestions(form: FormData): OwnQuestion[] {
  const all = (name: string) => form.getAll(name).map((value) => value.toString().trim());
  const competences = all('question.competence');
  const followUps = all('question.follow_ups');
  return all('question.text')
    .map((text, index) => {
      const lines = (followUps[index] ?? '').split('\n').map((line) => line.trim());
      const follow_ups = lines.filter((line) => line !== '');
      return {
        text,
        competence: competences[index] || undefined,
        follow_ups: follow_ups.length > 0 ? follow_ups : undefined,
      };
    })
    .filter((question) => question.text !== '');
}
