import { describe, expect, it } from 'vitest';
import { startRequest } from './request';

describe('the order of an interview', () => {
  it('leaves out what is empty, because the server refuses blank fields', () => {
    // Given
    const form = new FormData();
    form.set('candidate.name', ' Ada ');
    form.set('candidate.email', '');
    form.set('job.title', 'Engineer');
    form.set('job.description', 'You build.');
    form.set('minutes', '15');

    // When
    const request = JSON.parse(JSON.stringify(startRequest(form)));

    // Then
    expect(request).toEqual({
      candidate: { name: 'Ada' },
      job: { title: 'Engineer', description: 'You build.' },
      minutes: 15,
    });
  });

  it('keeps each own question with its competence and follow-ups', () => {
    const form = new FormData();
    for (const [text, competence, followUps] of [['One?', '', ''], ['Two?', 'Care', ' Why? \n\nHow?']] as const) {
      form.append('question.text', text);
      form.append('question.competence', competence);
      form.append('question.follow_ups', followUps);
    }
    expect(startRequest(form).questions).toEqual([
      { text: 'One?', competence: undefined, follow_ups: undefined },
      { text: 'Two?', competence: 'Care', follow_ups: ['Why?', 'How?'] },
    ]);
  });
});
