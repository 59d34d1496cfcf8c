/** Changes of a mission's text by the form: one value at a time, everything else as it stands. */

import type { Outline, Place, Value } from './toml'

/** The value of a field; of one that is given with its source, { value = ..., source = ... }, the value in it. */
export function placeOf(outline: Outline, path: string): Place | null {
  return outline.places.get(`${path}.value`) ?? outline.places.get(path) ?? null
}

export function valueOf(outline: Outline, path: string): Value | undefined {
  return placeOf(outline, path)?.value
}

/** Where the value comes from, where the text says so. */
export function noteOf(outline: Outline, path: string): string {
  const said = ['source', 'confidence', 'sigma', 'note'].flatMap((key) => {
    const value = outline.places.get(`${path}.${key}`)?.value
    return value === undefined ? [] : [`${key} ${String(value)}`]
  })
  return said.join(', ')
}

/** What stands around a value that is given with its source: its braces and everything else in them; null where it stands alone. */
export function aroundOf(text: string, outline: Outline, path: string): [string, string] | null {
  const [whole, value] = [outline.places.get(path), outline.places.get(`${path}.value`)]
  if (whole === undefined || value === undefined || text[whole.end - 1] !== '}') return null
  return [text.slice(whole.start, value.start), text.slice(value.end, whole.end)]
}

/** The text with a field set to a TOML literal; null takes the field away. */
export function changed(text: string, outline: Outline, path: string, literal: string | null): string {
  const place = placeOf(outline, path)
  if (place === null) return literal === null ? text : added(text, outline, path, literal)
  if (literal !== null) return text.slice(0, place.start) + literal + text.slice(place.end)
  return without(text, outline.places.get(path) ?? place)
}

function added(text: string, outline: Outline, path: string, literal: string): string {
  const cut = path.lastIndexOf('.')
  const [table, key] = cut < 0 ? ['', path] : [path.slice(0, cut), path.slice(cut + 1)]
  const line = `${key} = ${literal}`
  const after = outline.tables.get(table)
  if (after !== undefined) {
    const rest = text.slice(after)
    const end = after + (rest.indexOf('\n') < 0 ? rest.length : rest.indexOf('\n'))
    return after === 0 ? `${line}\n${text}` : `${text.slice(0, end)}\n${line}${text.slice(end)}`
  }
  const parent = outline.places.get(table)
  if (parent !== undefined && text[parent.end - 1] === '}') {
    const before = text.slice(0, parent.end - 1).trimEnd()
    const comma = before.endsWith('{') ? ' ' : ', '
    return `${before}${comma}${line} ${text.slice(parent.end - 1)}`
  }
  return `${text.trimEnd()}\n\n[${table}]\n${line}\n`
}

function without(text: string, place: Place): string {
  if (place.inline) {
    const before = text.slice(0, place.keyStart)
    const behind = text.slice(place.end)
    if (/^\s*,/.test(behind)) return before + behind.replace(/^\s*,\s*/, '')
    return before.replace(/,\s*$/, ' ') + behind
  }
  const start = text.lastIndexOf('\n', place.keyStart - 1) + 1
  const end = text.indexOf('\n', place.end)
  return text.slice(0, start) + (end < 0 ? '' : text.slice(end + 1))
}

/** Which characters of the text an error speaks of: its line, its field, or the nearest table around it. */
export function spanOf(text: string, outline: Outline, field: string): [number, number] | null {
  const line = /^line (\d+)/.exec(field)
  if (line !== null) {
    const lines = text.split('\n')
    const index = Math.min(Number(line[1]), lines.length) - 1
    const start = lines.slice(0, index).reduce((sum, one) => sum + one.length + 1, 0)
    return [start, start + (lines[index]?.length ?? 0)]
  }
  for (let path = field; path !== ''; path = path.slice(0, Math.max(0, path.lastIndexOf('.')))) {
    const place = placeOf(outline, path)
    if (place !== null) return [place.start, place.end]
    const head = outline.heads.get(path)
    if (head === undefined) continue
    const key = field.slice(path.length + 1)
    const within = key === '' ? -1 : text.slice(head).search(new RegExp(`^${escaped(key)}\\s*=`, 'm'))
    const start = within < 0 ? head : head + within
    const end = text.indexOf('\n', start)
    return [start, end < 0 ? text.length : end]
  }
  return null
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
