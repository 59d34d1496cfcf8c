/** When a way to fail can happen. */

import type { FailureMode } from '../../api/types'
import { clock } from '../../numbers'
import type { Language } from '../../preferences.svelte'

/** Does it happen at an event only, as a stage that does not separate? */
export function isEvents(mode: FailureMode): boolean {
  return mode.windows.length > 0 && mode.windows.every((one) => one.start_s === one.end_s)
}

/** The second for which it is computed when another is asked for: that of the nearest event, or the one that is asked for. */
export function secondOf(mode: FailureMode, asked: number): number {
  if (!isEvents(mode)) return asked
  return mode.windows.map((one) => one.start_s).reduce((a, b) => (Math.abs(b - asked) < Math.abs(a - asked) ? b : a))
}

export function isPossible(mode: FailureMode, second: number): boolean {
  return isEvents(mode) || mode.windows.some((one) => second >= one.start_s && second <= one.end_s)
}

/** "T+0 s – T+560 s, T+623 s – T+959 s": whole seconds, all within. */
export function windowsOf(mode: FailureMode, language: Language): string {
  return mode.windows
    .map((one) => `${clock(Math.ceil(one.start_s), language)} – ${clock(Math.floor(one.end_s), language)}`)
    .join(', ')
}
