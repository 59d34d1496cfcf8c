/** Seconds and failures as the view of a study says them. */

import type { Failing } from '../../api/types'
import { clock, small } from '../../numbers'
import type { Language } from '../../preferences.svelte'
import type { Texts } from '../../texts/en'
import type { Failure } from './falling'
import { rangeOf, type Range } from './range'

/** T+200 s, or T+285.8 s where it is no whole second. */
export function exactClock(second: number, language: Language): string {
  return clock(second, language, Math.abs(second - Math.round(second)) < 0.05 ? 0 : 1)
}

/** "Engine shutdown at T+110.0 s" */
export function headingOf(failure: Failure, failing: Failing, t: Texts['study'], language: Language): string {
  const { mode, time_s } = failure.answer
  const title = failing.modes.find((one) => one.name === mode)?.title ?? mode
  return t.fail.heading(title.charAt(0).toUpperCase() + title.slice(1), clock(time_s, language, 1))
}

/** The range of a failure's casualties over the models of where people live, with sampling. */
export function rangeOfFailure(failure: Failure): Range | null {
  return rangeOf(failure.answer.casualty_expectation.map((one) => ({ mean: one.mean, low: one.low_95, high: one.high_95 })))
}

export function rangeSaid(range: Range, t: Texts['study'], language: Language): string {
  return t.fail.between(small(range.low, language), small(range.high, language))
}

/** On what the range rests, in a sentence. */
export function becauseSaid(range: Range, t: Texts['study'], language: Language): string {
  const { people, peopleZero, chance, nobody } = t.because
  if (range.because === 'nobody') return nobody
  if (range.because === 'chance') return chance
  return range.times === null ? peopleZero : people(small(range.times, language))
}
