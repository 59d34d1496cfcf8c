/** The nominal flight at one second as words: each number with its name and unit. */

import { clock, length, mass, moment as dateOf, place, plain, withUnit } from '../../numbers'
import type { Language } from '../../preferences.svelte'
import type { Texts } from '../../texts/en'
import { nameIn, type Study } from './load'
import type { Moment } from './moment'

export function numbersOf(study: Study, moment: Moment, t: Texts['study'], language: Language): [string, string][] {
  const since =
    moment.event === null ? '–' : `${nameIn(study, moment.event.name)} (${clock(moment.event.time_s, language, 1)})`
  return [
    [t.numbers.clockTime, dateOf(study.trajectory.launch_time, language, moment.time)],
    [t.numbers.phase, since],
    [t.numbers.altitude, length(moment.altitude, language)],
    [t.numbers.speedRelative, withUnit(moment.speedRelative, 0, 'm/s', language)],
    [t.numbers.speedInertial, withUnit(moment.speedInertial, 0, 'm/s', language)],
    [t.numbers.angle, withUnit(moment.flightPathAngle, 1, '°', language)],
    [t.numbers.mach, plain(moment.mach, 2, language)],
    [t.numbers.pressure, withUnit(moment.dynamicPressure / 1000, 2, 'kPa', language)],
    [t.numbers.mass, mass(moment.mass, language)],
    [t.numbers.position, place(moment.latitude, moment.longitude, language)],
    [
      t.numbers.impact,
      moment.impact === null ? t.numbers.noImpact : place(moment.impact.latitude, moment.impact.longitude, language),
    ],
  ]
}
