/** Stretches of time as people say them, in both languages: 2 d 14 h, 1 h 35 min, 75 s, 4.0 years. */

import { plain } from './numbers'
import type { Language } from './preferences.svelte'

const YEAR = 31_557_600
const UNITS: Record<Language, { year: string; day: string; hour: string; minute: string; second: string }> = {
  en: { year: 'years', day: 'd', hour: 'h', minute: 'min', second: 's' },
  id: { year: 'tahun', day: 'hari', hour: 'jam', minute: 'mnt', second: 's' },
}
const NARROW = '\u00a0'

/** A duration in its two largest units; from two years on in years; a dash where there is none. */
export function duration(seconds: number | null | undefined, language: Language): string {
  if (seconds === null || seconds === undefined || !Number.isFinite(seconds)) return '–'
  const unit = UNITS[language]
  const said = (value: number, name: string, digits = 0): string => `${plain(value, digits, language)}${NARROW}${name}`
  if (seconds >= 2 * YEAR) {
    const years = seconds / YEAR
    return said(years, unit.year, years < 10 ? 1 : 0)
  }
  if (seconds < 120) return said(seconds, unit.second, seconds < 10 ? 1 : 0)
  const steps: [number, string][] = [[86_400, unit.day], [3600, unit.hour], [60, unit.minute], [1, unit.second]]
  const index = steps.findIndex(([size]) => seconds >= size)
  const [large, small] = [steps[index], steps[index + 1]]
  if (large === undefined || small === undefined) return said(seconds, unit.second)
  const rounded = Math.round(seconds / small[0]) * small[0]
  const whole = Math.floor(rounded / large[0])
  const rest = Math.round((rounded - whole * large[0]) / small[0])
  if (large[0] === 86_400 && whole >= 100) return said(seconds / large[0], large[1])
  return rest === 0 ? said(whole, large[1]) : `${said(whole, large[1])} ${said(rest, small[1])}`
}

/** An hour of the day, 10.85 as 10:51. */
export function hourOfDay(hours: number | null | undefined): string {
  if (hours === null || hours === undefined || !Number.isFinite(hours)) return '–'
  const minutes = Math.round(hours * 60) % 1440
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`
}
