import { ApiProblem, type FieldError } from '../../api/problem';
import type { StartResponse } from '../../api/types';
import { uuid } from '../../api/uuid';
import type { Context, Page } from '../page';
import { startRequest } from './request';
import { started } from './started';
import { startForm } from './view';

export interface StartModel {
  working: boolean;
  problem?: string;
  errors: FieldError[];
  /** One key per own question on the form. */
  questions: string[];
  result?: StartResponse;
}

export function startPage(context: Context): Page {
  const model: StartModel = { working: false, errors: [], questions: [] };
  // The same key until the order is taken: a second click or a retry starts one interview only.
  let order = { key: uuid(), body: '' };

  async function submit(form: HTMLFormElement): Promise<void> {
    if (model.working) return;
    const request = startRequest(new FormData(form));
    const body = JSON.stringify(request);
    if (order.body !== '' && order.body !== body) order = { key: uuid(), body };
    else order.body = body;
    model.working = true;
    model.problem = undefined;
    model.errors = [];
    context.refresh();
    try {
      model.result = await context.api.start(request, order.key);
      context.announce('The interview is ready.');
    } catch (fault) {
      model.problem = context.explain(fault);
      if (fault instanceof ApiProblem) model.errors = fault.errors;
    }
    model.working = false;
    context.refresh();
    setTimeout(() => (model.result ? focusHeading() : focusFirstError(form)));
  }

  return {
    title: 'Start an interview',
    view: () =>
      model.result
        ? started(model.result, {
            another: () => {
              order = { key: uuid(), body: '' };
              model.result = undefined;
              model.questions = [];
              context.refresh();
            },
            announce: context.announce,
          })
        : startForm(model, {
            submit: (form) => void submit(form),
            addQuestion: () => {
              model.questions = [...model.questions, uuid()];
              context.refresh();
              setTimeout(() => document.querySelector<HTMLElement>('.own-question:last-of-type textarea')?.focus());
            },
            removeQuestion: (key) => {
              model.questions = model.questions.filter((other) => other !== key);
              context.refresh();
            },
          }),
  };
}

function focusHeading(): void {
  document.querySelector<HTMLElement>('h1')?.focus();
}

function focusFirstError(form: HTMLFormElement): void {
  const first = form.querySelector<HTMLElement>('[aria-invalid=true]') ?? form.querySelector<HTMLElement>('[role=alert]');
  first?.focus();
}
