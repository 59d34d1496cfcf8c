/**
 * What a page knows of a session of telemetry. Whether that is old is decided by this page's own clock: a server that has
 * gone sends nothing, and that is just what has to be seen.
 */

import type { FeatureCollection } from 'geojson'
import { ApiError, getJson } from '../../api/client'
import { followWatch, watchSoFar, type Cycle, type SoFar, type Start, type WatchRecord } from '../../api/watch'

const STALE_AFTER = 1000 // without data [ms]
const LOADING_SILENCE = 5000 // of a server that is still making ready, as long as its connection stands [ms]
const TICK = 100
const PICTURES = 100 // at most one drawn in so many ms
const LONGEST_TRAIL = 3000
const LONGEST_LOG = 200

/** Decisions that stop a flight, and the one without which none can be made. */
export const RED = ['action commanded', 'flight ended', 'no state that can be trusted']
export const YELLOW = ['warning', 'limit passed, not yet long enough']

export type Why = 'server' | 'source' | 'old' | 'ended' | 'waiting' | 'over'

export interface Trail {
  flown: [number, number, number][]
  impacts: [number, number, number][]
}

export class Watching {
  start = $state.raw<Start | null>(null)
  cycle = $state.raw<Cycle | null>(null)
  trail = $state.raw<Trail>({ flown: [], impacts: [] })
  log = $state.raw<Cycle[]>([])
  /** The areas that the rules speak of. */
  lines = $state.raw<FeatureCollection>({ type: 'FeatureCollection', features: [] })
  error = $state<string | null>(null)
  /** There is no such session (any more). */
  gone = $state(false)
  ended = $state<number | null>(null)
  /** Since the last data, and since anything at all came from the server [ms]. */
  silence = $state(0)
  quiet = $state(0)

  #data = performance.now()
  #sign = performance.now()
  #waiting = false
  #lost = $state(false)
  #newest: Cycle | null = null
  #flown: [number, number, number][] = []
  #impacts: [number, number, number][] = []
  #drawn = 0
  #closed = false
  #stop: () => void = () => undefined
  #timer: ReturnType<typeof setInterval>

  constructor(readonly id: string) {
    void this.#begin()
    this.#timer = setInterval(() => this.#tick(), TICK)
  }

  /** Whether this session replays a file, which holds nothing that is happening now. */
  get replay(): boolean {
    return this.start?.telemetry.startsWith('recording ') ?? false
  }

  /**
   * Nothing has been shown yet, and nothing need be: the rules are being made ready, or a file read. The server says every
   * half second that it is at it; when it stops or its connection breaks, the session is stale like any other.
   */
  get loading(): boolean {
    if (this.cycle !== null || this.error !== null || this.ended !== null || this.#lost || this.quiet > LOADING_SILENCE) return false
    return this.start === null || this.replay
  }

  /** Why what is shown must not be taken for the present, or null while it is. */
  get stale(): Why | null {
    if (this.quiet > STALE_AFTER && this.ended === null) return 'server'
    if (this.ended !== null && this.replay) return 'over'
    if (this.silence > STALE_AFTER) {
      if (this.ended !== null) return 'ended'
      return this.#waiting || this.cycle === null ? 'waiting' : 'source'
    }
    return this.cycle?.stale ? 'old' : null
  }

  close(): void {
    this.#closed = true
    this.#stop()
    clearInterval(this.#timer)
  }

  /** First what the session has shown so far, for a page that comes later or is loaded again; then what comes. */
  async #begin(): Promise<void> {
    try {
      const soFar = await watchSoFar(this.id)
      this.lines = soFar.lines
      this.#catchUp(soFar.past)
    } catch (error) {
      if (!(error instanceof ApiError)) throw error
      if (error.status === 404) {
        this.gone = true
        return this.close()
      }
      // no answer: the stream below tries again, and what is shown grows old, and says so
    }
    if (!this.#closed) this.#stop = followWatch(this.id, (record) => this.#came(record), () => void this.#broken())
  }

  #catchUp(past: SoFar['past']): void {
    this.#flown = past.flown
    this.#impacts = past.impacts
    this.log = past.changes
    if (past.last === null) return
    this.#newest = past.last
    // as old as it is: a decision from before must not be taken for one that has just come
    this.#data = performance.now() - 1000 * (past.silence_s ?? 0)
    this.#tick()
  }

  #came(record: WatchRecord): void {
    const now = performance.now()
    this.#sign = now
    this.#lost = false
    switch (record.record) {
      case 'start':
        if (this.cycle === null && this.start === null) this.#data = now // from here on data are missing, not just being loaded
        this.start = record
        break
      case 'cycle':
        this.#data = now
        this.#waiting = false
        this.#newest = record
        this.#remember(record)
        if (record.decision !== this.cycle?.decision) this.#show(now)
        break
      case 'waiting':
        this.#waiting = true
        break
      case 'end':
        this.ended = record.cycles
        this.#show(now)
        break
      case 'error':
        this.error = record.error
        break
      case 'closed':
        this.ended ??= 0
        this.#stop() // else the browser would ask again and again
        break
      case 'alive':
        break
    }
  }

  #remember(cycle: Cycle): void {
    if (cycle.state !== null) {
      const { longitude_deg, latitude_deg, altitude_m } = cycle.state
      this.#flown.push([longitude_deg, latitude_deg, Math.max(0, altitude_m)])
    }
    if (cycle.impact !== null) this.#impacts.push([cycle.impact.longitude_deg, cycle.impact.latitude_deg, 0])
    for (const trail of [this.#flown, this.#impacts]) {
      if (trail.length > LONGEST_TRAIL) trail.splice(0, trail.length, ...trail.filter((_, i) => i % 2 === 0))
    }
    if (this.log[0]?.decision !== cycle.decision) this.log = [cycle, ...this.log].slice(0, LONGEST_LOG)
  }

  #show(now: number): void {
    this.#drawn = now
    this.cycle = this.#newest
    this.trail = { flown: [...this.#flown], impacts: [...this.#impacts] }
  }

  #tick(): void {
    const now = performance.now()
    if (this.#newest !== this.cycle && now - this.#drawn >= PICTURES) this.#show(now)
    this.silence = now - this.#data
    this.quiet = now - this.#sign
  }

  /** The browser tries again by itself, unless the server has said that there is no such session. */
  async #broken(): Promise<void> {
    if (this.#closed || this.ended !== null) return
    this.#lost = true
    try {
      const { sessions } = await getJson<{ sessions: { id: string }[] }>(['watch'])
      if (sessions.some((session) => session.id === this.id)) return
      this.gone = true
      this.close()
    } catch (error) {
      if (!(error instanceof ApiError)) throw error // no answer: what is shown grows old, and says so
    }
  }
}
