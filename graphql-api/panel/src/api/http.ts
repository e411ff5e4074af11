import type { Mutation, Operation, Query } from './operation';

/** Nobody is logged in, or no longer. */
export class LoginNeeded extends Error {
  override name = 'LoginNeeded';
}

/** The server could not be reached: nothing is known of what was asked, and it may be asked again. */
export class Unreachable extends Error {
  override name = 'Unreachable';
}

/** The server refused; `code` says how, such as FORBIDDEN or NOT_FOUND. */
export class Refused extends Error {
  override name = 'Refused';

  constructor(
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

const SLOWEST_ANSWER_MS = 20_000;

export function csrf(): Record<string, string> {
  const cookie = document.cookie.split('; ').find((it) => it.startsWith('XSRF-TOKEN='));
  return cookie ? { 'X-XSRF-TOKEN': decodeURIComponent(cookie.slice('XSRF-TOKEN='.length)) } : {};
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

type Listener = (data: unknown, kind: Operation<'query' | 'mutation', unknown, unknown>['kind']) => void;

const listeners = new Set<Listener>();
let onLoginNeeded: () => void = () => {};

/** Tells of everything that is read or answered, so that what is known is kept in one place. */
export function onAnswer(listener: Listener): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function whenLoginIsNeeded(listener: () => void): void {
  onLoginNeeded = listener;
}

export function loginNeeded(): void {
  onLoginNeeded();
}

/** Runs a query or a mutation and returns its data; throws {@link LoginNeeded}, {@link Unreachable} or {@link Refused}. */
export async function ask<Data, Variables>(operation: Query<Data, Variables> | Mutation<Data, Variables>, variables: Variables, signal?: AbortSignal): Promise<Data> {
  const patience = AbortSignal.timeout(SLOWEST_ANSWER_MS);
  let response: Response;
  let answer: Answer<Data>;
  try {
    response = await fetch('/graphql', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', Accept: 'application/graphql-response+json', ...csrf() },
      body: JSON.stringify({ documentId: operation.id, operationName: operation.name, variables }),
      signal: signal ? AbortSignal.any([signal, patience]) : patience,
    });
    answer = (await response.json().catch(() => ({}))) as Answer<Data>;
  } catch (problem) {
    if (signal?.aborted) throw problem;
    throw new Unreachable('The server cannot be reached', { cause: problem });
  }
  const error = answer.errors?.[0];
  const code = error?.extensions?.code ?? '';
  if (response.status === 401 || code === 'UNAUTHENTICATED') {
    onLoginNeeded();
    throw new LoginNeeded('Log in first');
  }
  if ([502, 503, 504].includes(response.status)) throw new Unreachable(`The server answered ${response.status}`);
  if (error || !answer.data) throw new Refused(code, error?.message ?? `The server answered ${response.status}`);
  const { data } = answer;
  listeners.forEach((it) => it(data, operation.kind));
  return data;
}

/** Logs in: true, or false when e-mail or password are wrong, or the seconds to wait after too many tries. */
export async function logIn(email: string, password: string): Promise<boolean | number> {
  const response = await fetch('/login', { method: 'POST', headers: csrf(), body: new URLSearchParams({ email, password }) });
  if (response.ok) return true;
  if (response.status === 401) return false;
  if (response.status === 429) return Number(response.headers.get('Retry-After') ?? 60);
  throw new Refused('', `The server answered ${response.status}`);
}

/** Another way in than a password, as the server is set up; null for none. */
export async function signOn(): Promise<{ name: string; path: string } | null> {
  const response = await fetch('/login', { headers: { Accept: 'application/json' } });
  return response.ok ? ((await response.json()) as { signOn: { name: string; path: string } | null }).signOn : null;
}

export async function logOut(): Promise<void> {
  await fetch('/logout', { method: 'POST', headers: csrf() });
}

/** Names one try of something that must happen once, before the first try. */
export function newKey(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((it) => it.toString(16).padStart(2, '0')).join('');
}
