import { type TemplateResult, svg, html } from 'lit-html';

const PATHS = {
  mic: svg`<rect x="9" y="3" width="6" height="11" rx="3"/><path d="M5 11a7 7 0 0 0 14 0M12 18v3"/>`,
  micOff: svg`<path d="M9 9v2a3 3 0 0 0 4.5 2.6M15 9.5V6a3 3 0 0 0-5.7-1.3M5 11a7 7 0 0 0 10.6 6M19 11a7 7 0 0 1-.6 2.8M12 18v3M4 4l16 16"/>`,
  keyboard: svg`<rect x="2.5" y="6" width="19" height="12" rx="2"/><path d="M6.5 10h.01M10 10h.01M13.5 10h.01M17 10h.01M8 14h8"/>`,
  leave: svg`<path d="M14 4H6a1 1 0 0 0-1 1v14a1 1 0 0 0 1 1h8M10 12h10M17 9l3 3-3 3"/>`,
  robot: svg`<rect x="4" y="8" width="16" height="11" rx="3"/><path d="M12 8V4M9 13h.01M15 13h.01M9.5 16h5M2 13v2M22 13v2"/>`,
  clock: svg`<circle cx="12" cy="12" r="8.5"/><path d="M12 7.5V12l3 2"/>`,
  document: svg`<path d="M7 3h7l4 4v13a1 1 0 0 1-1 1H7a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1zM14 3v4h4M9 12h6M9 16h6"/>`,
  person: svg`<circle cx="12" cy="8" r="3.6"/><path d="M4.5 20.5c.8-4 3.7-6 7.5-6s6.7 2 7.5 6"/>`,
  check: svg`<path d="M5 12.5l4.5 4.5L19 7.5"/>`,
  warning: svg`<path d="M12 4l9 16H3zM12 10v4.5M12 17.5v.01"/>`,
  send: svg`<path d="M4 12l16-8-5 16-3.5-6.5z"/>`,
  copy: svg`<rect x="8" y="8" width="12" height="12" rx="2"/><path d="M16 8V5a1 1 0 0 0-1-1H5a1 1 0 0 0-1 1v10a1 1 0 0 0 1 1h3"/>`,
  search: svg`<circle cx="11" cy="11" r="6.5"/><path d="M16 16l4.5 4.5"/>`,
  list: svg`<path d="M9 6h11M9 12h11M9 18h11M4.5 6h.01M4.5 12h.01M4.5 18h.01"/>`,
  plus: svg`<path d="M12 5v14M5 12h14"/>`,
  system: svg`<rect x="4" y="4" width="16" height="6" rx="1.5"/><rect x="4" y="14" width="16" height="6" rx="1.5"/><path d="M8 7h.01M8 17h.01M12 7h5M12 17h5"/>`,
  cluster: svg`<circle cx="12" cy="5.5" r="2.5"/><circle cx="5.5" cy="17.5" r="2.5"/><circle cx="18.5" cy="17.5" r="2.5"/><path d="M10.8 7.7l-4 7.5M13.2 7.7l4 7.5M8 17.5h8"/>`,
  download: svg`<path d="M12 4v11M7.5 11l4.5 4.5L16.5 11M5 20h14"/>`,
  trash: svg`<path d="M5 7h14M10 7V4.5h4V7M7 7l1 13h8l1-13M10.5 11v5M13.5 11v5"/>`,
  back: svg`<path d="M14.5 6l-6 6 6 6"/>`,
  sound: svg`<path d="M4 9.5v5h3.5L12 18.5v-13L7.5 9.5zM15.5 9a4 4 0 0 1 0 6M18 6.5a8 8 0 0 1 0 11"/>`,
  close: svg`<path d="M6 6l12 12M18 6L6 18"/>`,
} as const;

export type IconName = keyof typeof PATHS;

/** Decoration only: what it means is always written beside it or in the control's name. */
export function icon(name: IconName): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false">${PATHS[name]}</svg>`;
}
