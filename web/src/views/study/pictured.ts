/** What the saved picture of a study says: the second with its numbers, or the failure with its answer. */

import type { Failing } from '../../api/types'
import { clock, interval, length, place, small, withUnit } from '../../numbers'
import type { preferences as Preferences } from '../../preferences.svelte'
import type { Failure } from './falling'
import { nameIn, type Study } from './load'
import type { Moment } from './moment'
import { becauseSaid, exactClock, headingOf, rangeOfFailure, rangeSaid } from './said'

export function pictureSays(
  study: Study, moment: Moment, failure: Failure | null, failing: Failing | null, preferences: typeof Preferences,
): string[] {
  const t = preferences.texts.study
  const language = preferences.language
  if (failure === null || failing === null) return [nowSaid(moment, preferences)]
  const { state, casualty_expectation } = failure.answer
  const range = rangeOfFailure(failure)
  const vehicle = t.fail.state(
    length(state.altitude_m, language), withUnit(state.speed_m_s, 0, 'm/s', language), place(state.latitude, state.longitude, language, 2),
  )
  const models = casualty_expectation.map(
    (one) => `${nameIn(study, one.people_model)}: ${small(one.mean, language)} (${t.fail.chanceAlone(interval(one.low_95, one.high_95, language))})`,
  )
  return [
    `${headingOf(failure, failing, t, language)}. ${vehicle}`,
    ...(range === null ? [] : [`${rangeSaid(range, t, language)}. ${becauseSaid(range, t, language)}`]),
    models.join('; '),
    ...(Math.abs(moment.time - failure.answer.time_s) > 0.06 ? [nowSaid(moment, preferences)] : []),
  ]
}

function nowSaid(moment: Moment, { texts, language }: typeof Preferences): string {
  const t = texts.study
  const hit = moment.impact === null ? t.numbers.noImpact : place(moment.impact.latitude, moment.impact.longitude, language, 2)
  const numbers = [
    `${t.numbers.altitude} ${length(moment.altitude, language)}`,
    `${t.numbers.speedRelative} ${withUnit(moment.speedRelative, 0, 'm/s', language)}`,
    `${t.numbers.impact}: ${hit}`,
  ]
  return `${t.atSecond(exactClock(moment.time, language))}: ${numbers.join('; ')}`
}

/** "study-explosion-T450", as the end of a file's name. */
export function fileOf(id: string, moment: Moment, failure: Failure | null): string {
  const second = (time: number): string => clock(time, 'en', Number.isInteger(time) ? 0 : 1).replace(/[^\dT+.−]/g, '').replace('T+', 'T')
  return failure === null ? `${id}-${second(moment.time)}` : `${id}-${failure.answer.mode}-${second(failure.answer.time_s)}`
}
