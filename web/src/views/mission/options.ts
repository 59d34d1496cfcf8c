/** What is typed beside a run, read as numbers, or why not; and how many launches are computed for what was asked. */

import type { Command, JobOptions } from '../../api/jobs'
import { plain } from '../../numbers'
import type { Language } from '../../preferences.svelte'
import type { Texts } from '../../texts/en'

export interface Typed {
  samples: string
  precision: string
  seed: string
}

export type OptionName = keyof Typed

/** Launches that are summed together: a study computes whole blocks, no more than asked; a trial whole blocks, no fewer. */
const BLOCK = { assess: 1024, trial: 140 }
const LARGEST_SEED = Number.MAX_SAFE_INTEGER

/** A whole number, with or without separators of thousands; null for anything else. */
export function wholeOf(typed: string): number | null {
  const text = typed.trim().replace(/[.,\s](?=\d{3}(?!\d))/g, '')
  return /^\d+$/.test(text) ? Number(text) : null
}

/** A share, as 0.1, 0,1 or 10 %; null for anything else. */
export function shareOf(typed: string): number | null {
  const found = /^(\d*[.,]?\d+)\s*(%?)$/.exec(typed.trim())
  if (found === null) return null
  const value = Number((found[1] ?? '').replace(',', '.'))
  return found[2] === '%' ? value / 100 : value
}

/** What is wrong with each, in words; nothing where all can be run. */
export function wrongOf(
  command: Command, typed: Typed, most: Record<string, number>, t: Texts['mission'], language: Language,
): Partial<Record<OptionName, string>> {
  const wrong: Partial<Record<OptionName, string>> = {}
  if (command !== 'assess' && command !== 'trial') return wrong
  const say = (label: string, given: string, expected: string): string => t.refused(label, given.trim(), expected)
  const samples = wholeOf(typed.samples)
  const least = command === 'assess' ? BLOCK.assess : 1
  const largest = most[command] ?? Infinity
  if (typed.samples.trim() !== '' && (samples === null || samples < least || samples > largest)) {
    wrong.samples = say(t.samples, typed.samples, t.expects.samples(plain(least, 0, language), plain(largest, 0, language)))
  }
  const precision = shareOf(typed.precision)
  if (command === 'assess' && typed.precision.trim() !== '' && (precision === null || precision < 0.001 || precision > 1)) {
    wrong.precision = say(t.precision, typed.precision, t.expects.precision(plain(0.001, 3, language)))
  }
  const seed = wholeOf(typed.seed)
  if (typed.seed.trim() !== '' && (seed === null || seed > LARGEST_SEED)) wrong.seed = say(t.seed, typed.seed, t.expects.seed)
  return wrong
}

/** Options as the server takes them; of what is typed when nothing is wrong with it. */
export function optionsOf(command: Command, typed: Typed, lang: string): JobOptions {
  if (command !== 'assess' && command !== 'trial') return { lang }
  const samples = wholeOf(typed.samples)
  return {
    lang,
    seed: wholeOf(typed.seed) ?? 0,
    ...(samples === null ? {} : { samples }),
    ...(command === 'assess' ? { precision: shareOf(typed.precision) ?? 0.1 } : {}),
  }
}

/** How many launches a number that is no whole number of blocks comes to; null where it is one, or none was given. */
export function roundedOf(command: Command, typed: Typed): number | null {
  const samples = wholeOf(typed.samples)
  if (samples === null || (command !== 'assess' && command !== 'trial')) return null
  const blocks = samples / BLOCK[command]
  const count = (command === 'assess' ? Math.floor(blocks) : Math.ceil(blocks)) * BLOCK[command]
  return count === samples || count === 0 ? null : count
}

/** Whether a run that the server lists was asked for with these options. */
export function sameOptions(a: JobOptions, b: JobOptions): boolean {
  const key = (o: JobOptions): string => JSON.stringify([o.samples ?? null, o.precision ?? 0.1, o.seed ?? 0, o.lang ?? 'en'])
  return key(a) === key(b)
}
