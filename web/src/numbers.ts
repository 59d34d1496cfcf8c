/** Numbers as people read them, with their units, in both languages. */

import type { Language } from './preferences.svelte'

const LOCALES: Record<Language, string> = { en: 'en-GB', id: 'id-ID' }
const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
const NONE = '–'
const NARROW = '\u00a0' // between a number and its unit: they stay on one line

const formats = new Map<string, Intl.NumberFormat>()

function formatOf(language: Language, digits: number): Intl.NumberFormat {
  const key = `${language}${digits}`
  let format = formats.get(key)
  if (format === undefined) {
    const shape = { minimumFractionDigits: digits, maximumFractionDigits: digits }
    format = new Intl.NumberFormat(LOCALES[language], shape)
    formats.set(key, format)
  }
  return format
}

/** A number with separators and fixed decimals; a dash where there is none. */
export function plain(value: number | null | undefined, digits: number, language: Language): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  const step = 10 ** digits
  return formatOf(language, digits).format(Math.round(value * step) / step + 0) // + 0: no zero with a minus
}

/** The same with a unit behind it. */
export function withUnit(value: number | null | undefined, digits: number, unit: string, language: Language): string {
  const text = plain(value, digits, language)
  return text === NONE ? text : `${text}${NARROW}${unit}`
}

/** A small number in powers of ten: 3.2 × 10⁻⁵. */
export function small(value: number | null | undefined, language: Language, digits = 2): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return NONE
  if (value === 0) return '0'
  let exponent = Math.floor(Math.log10(Math.abs(value)))
  const step = 10 ** (digits - 1)
  let mantissa = Math.round((value / 10 ** exponent) * step) / step
  if (Math.abs(mantissa) >= 10) {
    mantissa /= 10
    exponent += 1
  }
  if (exponent >= -2 && exponent <= 2) return plain(value, Math.max(digits - 1 - exponent, 0), language)
  return `${plain(mantissa, digits - 1, language)}${NARROW}×${NARROW}10${raised(exponent)}`
}

function raised(exponent: number): string {
  return [...String(exponent)].map((c) => (c === '-' ? '⁻' : (SUPERSCRIPTS[Number(c)] ?? c))).join('')
}

/** "3.1 × 10⁻⁴ – 3.5 × 10⁻⁴"; ends that two digits do not tell apart have three. */
export function interval(low: number | null | undefined, high: number | null | undefined, language: Language): string {
  const digits = low !== high && small(low, language) === small(high, language) ? 3 : 2
  return `${small(low, language, digits)} – ${small(high, language, digits)}`
}

/** A share of one in per cent; below half a digit "< 1 %". */
export function percent(share: number | null | undefined, language: Language, digits = 0): string {
  if (share === null || share === undefined || !Number.isFinite(share)) return NONE
  const least = 10 ** -digits
  if (share > 0 && 100 * share < least / 2) return `<${NARROW}${plain(least, digits, language)}${NARROW}%`
  return `${plain(100 * share, digits, language)}${NARROW}%`
}

/**
 * A number as somebody writes it: with a point or a comma, with or without the language's separators of thousands; null for
 * anything else.
 */
export function numberIn(text: string, language: Language): number | null {
  const written = text.trim().replace('−', '-')
  const grouped = language === 'id' ? /^[+-]?[1-9]\d{0,2}(\.\d{3})+(,\d+)?$/ : /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/
  const whole = grouped.test(written) ? written.replaceAll(language === 'id' ? '.' : ',', '') : written
  const decimal = whole.replace(',', '.')
  return /^[+-]?(\d+\.?\d*|\.\d+)$/.test(decimal) ? Number(decimal) : null
}

/** A sentence in which no number is torn from its power of ten or its unit at the end of a line. */
export function together(sentence: string): string {
  return sentence.replaceAll(' × 10', `${NARROW}×${NARROW}10`).replaceAll(' %', `${NARROW}%`)
}

/** A length: metres below a kilometre, kilometres above. */
export function length(metres: number | null | undefined, language: Language): string {
  if (metres === null || metres === undefined || !Number.isFinite(metres)) return NONE
  if (Math.abs(metres) < 1000) return withUnit(metres, 0, 'm', language)
  const kilometres = metres / 1000
  return withUnit(kilometres, Math.abs(kilometres) < 100 ? 1 : 0, 'km', language)
}

export function mass(kilograms: number | null | undefined, language: Language): string {
  if (kilograms === null || kilograms === undefined || !Number.isFinite(kilograms)) return NONE
  if (Math.abs(kilograms) < 1000) return withUnit(kilograms, kilograms < 10 ? 1 : 0, 'kg', language)
  return withUnit(kilograms / 1000, kilograms < 100_000 ? 2 : 1, 't', language)
}

/** Seconds since lift-off as they are spoken of: T+123 s, T−5 s. */
export function clock(seconds: number, language: Language, digits = 0): string {
  const sign = seconds < 0 ? '−' : '+'
  return `T${sign}${withUnit(Math.abs(seconds), digits, 's', language)}`
}

/** A place: 51.884° N, 128.335° E; in Indonesian with LU, LS, BT, BB. */
export function place(latitude: number | null, longitude: number | null, language: Language, digits = 3): string {
  if (latitude === null || longitude === null || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return NONE
  const [north, south, east, west] = language === 'id' ? ['LU', 'LS', 'BT', 'BB'] : ['N', 'S', 'E', 'W']
  const around = ((((longitude + 180) % 360) + 360) % 360) - 180
  const first = `${plain(Math.abs(latitude), digits, language)}°${NARROW}${latitude < 0 ? south : north}`
  return `${first}, ${plain(Math.abs(around), digits, language)}°${NARROW}${around < 0 ? west : east}`
}

/** A point in time as the language writes it, in UTC: 15 Nov 2023, 02:00:00 UTC. */
export function moment(iso: string | null | undefined, language: Language, addedSeconds = 0): string {
  if (!iso) return NONE
  const time = new Date(Date.parse(iso) + 1000 * addedSeconds)
  if (Number.isNaN(time.getTime())) return NONE
  const shape: Intl.DateTimeFormatOptions = {
    day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit',
    hourCycle: 'h23', timeZone: 'UTC',
  }
  return `${new Intl.DateTimeFormat(LOCALES[language], shape).format(time)} UTC`
}
