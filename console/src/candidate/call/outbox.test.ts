import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../api/problem';
import { Outbox } from './outbox';

/** An outbox over a server that answers with the given faults first. */
function outbox(...faults: (ApiProblem | undefined)[]) {
  const sent: string[] = [];
  const statuses: string[] = [];
  const lost: string[] = [];
  const box = new Outbox(
    {
      send: async (id, text) => {
        sent.push(`${id} ${text}`);
        const fault = faults.shift();
        if (fault) throw fault;
      },
      onStatus: (id, status) => statuses.push(`${id} ${status}`),
      onSessionLost: (problem) => lost.push(problem.code),
    },
    () => Promise.resolve(),
  );
  return { box, sent, statuses, lost };
}

const settled = () => new Promise((done) => setTimeout(done));

describe('Outbox', () => {
  it('sends in order', async () => {
    const { box, sent, statuses } = outbox();
    box.add('1', 'a');
    box.add('2', 'b');
    await settled();
    expect(sent).toEqual(['1 a', '2 b']);
    expect(statuses).toEqual(['1 sending', '2 sending', '1 sent', '2 sent']);
  });

  it('repeats with the same id after a lost answer', async () => {
    const { box, sent, statuses } = outbox(ApiProblem.network(), new ApiProblem(503, 'UNAVAILABLE', ''));
    box.add('1', 'a');
    await settled();
    expect(sent).toEqual(['1 a', '1 a', '1 a']);
    expect(statuses.at(-1)).toBe('1 sent');
  });

  it('gives up on a refusal and goes on with the next', async () => {
    const { box, statuses } = outbox(new ApiProblem(400, 'INVALID_REQUEST', 'too long'));
    box.add('1', 'a');
    box.add('2', 'b');
    await settled();
    expect(statuses.slice(2)).toEqual(['1 failed', '2 sent']);
  });

  it('keeps the message while nobody is in the room', async () => {
    const nobody = () => new ApiProblem(503, 'UNAVAILABLE', '');
    const { box, sent, statuses, lost } = outbox(nobody(), nobody(), nobody(), nobody());
    box.add('1', 'a');
    await settled();
    expect(lost).toEqual(['UNAVAILABLE']);
    expect(statuses).toEqual(['1 sending']);
    box.resume();
    await settled();
    expect(sent).toHaveLength(5);
    expect(statuses.at(-1)).toBe('1 sent');
  });

  it('keeps the message when the session is lost, and sends it in the next one', async () => {
    const { box, sent, statuses, lost } = outbox(new ApiProblem(409, 'INVALID_STATE', ''));
    box.add('1', 'a');
    await settled();
    expect(lost).toEqual(['INVALID_STATE']);
    box.resume();
    await settled();
    expect(sent).toEqual(['1 a', '1 a']);
    expect(statuses.at(-1)).toBe('1 sent');
  });

  it('sends again, first, what nobody kept in time when another agent is there', async () => {
    const late = () => new ApiProblem(504, 'TIMEOUT', '');
    const { box, sent, statuses } = outbox(late(), late(), late(), late());
    box.add('1', 'a');
    await settled();
    expect(statuses).toEqual(['1 sending', '1 failed']);
    box.resume();
    box.add('2', 'b');
    await settled();
    expect(sent.slice(4)).toEqual(['1 a', '2 b']);
    expect(statuses.slice(2)).toEqual(['1 sending', '2 sending', '1 sent', '2 sent']);
  });
});
