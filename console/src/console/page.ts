import type { TemplateResult } from 'lit-html';
import type { RecruiterApi } from '../api/recruiter';

/** What a page gets from the console around it. */
export interface Context {
  api: RecruiterApi;
  /** Aborted when the page is left. */
  signal: AbortSignal;
  /** Shows the page's new state. */
  refresh: () => void;
  /** Says something to screen readers. */
  announce: (text: string) => void;
  /** One sentence for the fault; a refused key leads to the sign-in instead. */
  explain: (fault: unknown) => string;
}

export interface Page {
  title: string;
  view: () => TemplateResult;
  /** After the view is in the document. */
  shown?: () => void;
}
