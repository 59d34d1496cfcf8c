/** Requests to the server that sent this page, and to nobody else. */

export type Query = Record<string, string | number | undefined>

/** What the server refused, in its own sentence; status 0 where there was no answer at all. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    sentence: string,
  ) {
    super(sentence)
  }
}

/** "folders", id, "summary" to the address of that; parts are encoded, so an id may hold any character. */
export function address(parts: string[], query: Query = {}): string {
  const given = Object.entries(query).filter(([, value]) => value !== undefined)
  const search = new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString()
  const path = `api/${parts.map(encodeURIComponent).join('/')}`
  return search === '' ? path : `${path}?${search}`
}

async function answered(url: string, options: RequestInit): Promise<Response> {
  let response: Response
  try {
    response = await fetch(url, { ...options, credentials: 'same-origin' })
  } catch (error) {
    if (options.signal?.aborted) throw error
    throw new ApiError(0, '')
  }
  if (!response.ok) throw new ApiError(response.status, await sentenceOf(response))
  return response
}

async function sentenceOf(response: Response): Promise<string> {
  try {
    const said = (await response.json()) as { error?: unknown }
    if (typeof said.error === 'string') return said.error
  } catch {
    // no JSON: the status has to do
  }
  return `${response.status} ${response.statusText}`
}

export async function getJson<T>(parts: string[], query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await answered(address(parts, query), signal ? { signal } : {})
  return (await response.json()) as T
}

export async function postJson<T>(parts: string[], body: unknown, signal?: AbortSignal): Promise<T> {
  const options: RequestInit = {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  }
  const response = await answered(address(parts), signal ? { ...options, signal } : options)
  return (await response.json()) as T
}

export async function remove(parts: string[]): Promise<void> {
  await answered(address(parts), { method: 'DELETE' })
}

/** Bytes with the headers that came with them. */
export async function getBytes(
  parts: string[],
  query: Query = {},
  signal?: AbortSignal,
): Promise<{ bytes: ArrayBuffer; headers: Headers }> {
  const response = await answered(address(parts, query), signal ? { signal } : {})
  return { bytes: await response.arrayBuffer(), headers: response.headers }
}

/**
 * Records that the server sends as they come; returns how to stop.
 *
 * `onbroken` is called when the connection is lost; the browser then tries again by itself, and `onrecord` goes on.
 */
export function follow<T>(parts: string[], onrecord: (record: T) => void, onbroken: () => void): () => void {
  const source = new EventSource(address(parts))
  source.onmessage = (message: MessageEvent<string>) => onrecord(JSON.parse(message.data) as T)
  source.onerror = onbroken
  return () => source.close()
}
