import type { RecruiterApi } from '../../api/recruiter';

const ENDINGS = { json: 'json', text: 'txt', vtt: 'vtt' } as const;

export type Format = keyof typeof ENDINGS;

/** Saves the transcript as a file on the reader's machine. */
export async function download(api: RecruiterApi, id: string, format: Format): Promise<void> {
  const url = URL.createObjectURL(await api.transcriptFile(id, format));
  const link = document.createElement('a');
  link.href = url;
  link.download = `interview-${id}.${ENDINGS[format]}`;
  link.click();
  // The browser reads the file after the click.
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
