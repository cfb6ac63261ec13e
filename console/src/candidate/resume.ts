/** What this tab remembers of a running call, so that a reload goes straight back into it. */
export interface Resume {
  mode: 'voice' | 'text';
  deviceId?: string;
}

const PREFIX = 'rbv.call.';

export function remember(interviewId: string, resume: Resume): void {
  safely(() => sessionStorage.setItem(PREFIX + interviewId, JSON.stringify(resume)));
}

export function recall(interviewId: string): Resume | undefined {
  return safely(() => JSON.parse(sessionStorage.getItem(PREFIX + interviewId) ?? 'null') as Resume | null) ?? undefined;
}

export function forget(interviewId: string): void {
  safely(() => sessionStorage.removeItem(PREFIX + interviewId));
}

/** Storage may be switched off; a call works without. */
function safely<T>(access: () => T): T | undefined {
  try {
    return access();
  } catch {
    return undefined;
  }
}
